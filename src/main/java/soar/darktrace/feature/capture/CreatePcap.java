package soar.darktrace.feature.capture;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.CaptureApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;
import soar.darktrace.failure.Fulfils;
import soar.darktrace.policy.Permission;
import soar.darktrace.policy.Permissions;

@Command(
        name = "darktrace-create-pcap",
        description =
                "Lets Darktrace write the packets of an address, or between two, of up to 30 minutes into a file, if"
                        + " captures.create allows it. A capture cannot be deleted. darktrace-get-pcap returns the file.",
        context = "Darktrace.PCAP",
        key = "pcapId",
        effect = Effect.CHANGES,
        polls = true)
@PcapOutputs
@Columns({"pcapId", "state", "ip1", "port1", "ip2", "port2", "protocol", "start", "end", "filename"})
class CreatePcap implements DarktraceCommand<CreatePcap.Arguments> {

    record Arguments(
            @Argument("IP address of one side.") @Fulfils(value = IpAddress.class, message = "must be an IP address")
            String ip1,

            @Argument(
                    "From when on: ISO 8601, YYYY-MM-DD HH:MM:SS (UTC), epoch seconds or milliseconds, or a time ago.")
            String startTime,

            @Argument("Until when, written likewise; 30 minutes after the start at most.")
            String endTime,

            @Argument("IP address of the other side; any if not given.")
            @Fulfils(value = IpAddress.class, message = "must be an IP address")
            @Nullable
            String ip2,

            @Argument("Port of the first side; any if not given.") @Positive @Max(65535) @Nullable
            Long port1,

            @Argument("Port of the other side; any if not given.") @Positive @Max(65535) @Nullable
            Long port2,

            @Argument("Only this protocol; needs ip2 and port2.") @Nullable
            Protocol protocol,

            Polling until,

            @Argument("Set when asking again: the capture, which is not created anew.") @Nullable
            Long pcapId) {}

    private final Permissions permissions;
    private final Clock clock;

    CreatePcap(Permissions permissions, Clock clock) {
        this.permissions = permissions;
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        NewPcap capture = NewPcap.of(arguments, clock.instant());
        CaptureApi api = darktrace.api(CaptureApi.class);
        if (arguments.pcapId() != null) {
            return capture.poll(api, arguments.pcapId());
        }
        permissions.require(darktrace, Permission.CREATE_CAPTURES);
        return capture.create(api, clock);
    }
}
