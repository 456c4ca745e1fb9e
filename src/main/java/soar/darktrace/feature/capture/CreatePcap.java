package soar.darktrace.feature.capture;

import java.time.Clock;
import reactor.core.publisher.Mono;
import soar.darktrace.api.CaptureApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;
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
class CreatePcap implements DarktraceCommand<WantedPcap> {

    private final Permissions permissions;
    private final Clock clock;

    CreatePcap(Permissions permissions, Clock clock) {
        this.permissions = permissions;
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(WantedPcap wanted, DarktraceInstance darktrace) {
        NewPcap capture = NewPcap.of(wanted, clock.instant());
        CaptureApi api = darktrace.api(CaptureApi.class);
        if (wanted.pcapId() != null) {
            return capture.poll(api, wanted.pcapId());
        }
        permissions.require(darktrace, Permission.CREATE_CAPTURES);
        return capture.create(api, clock);
    }
}
