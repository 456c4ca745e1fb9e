package soar.darktrace.feature.capture;

import jakarta.validation.constraints.Positive;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Capture;
import soar.darktrace.api.CaptureApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Entries;

@Command(
        name = "darktrace-list-pcaps",
        description = "Lists packet captures, newest first.",
        context = "Darktrace.PCAP",
        key = "pcapId")
@PcapOutputs
@Columns({"pcapId", "state", "ip1", "port1", "ip2", "port2", "protocol", "start", "end", "requested", "filename"})
class ListPcaps implements DarktraceCommand<ListPcaps.Arguments> {

    record Arguments(
            @Argument("Only captures in this state.") @Nullable
            State state,

            @Argument(value = "Maximum number of captures to return.", defaultValue = "50", aliases = "limit") @Positive
            long maxResults) {}

    /** The states of a capture, in their order. */
    enum State {
        PENDING,
        PROCESSING,
        FINISHED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        int most = darktrace.settings().limits().maxEntries();
        State state = arguments.state();
        return darktrace
                .api(CaptureApi.class)
                .captures()
                .map(answer -> Entries.of(
                                Capture.in(answer)
                                        .filter(capture ->
                                                state == null || capture.state().equals(state.toString()))
                                        .sorted(Comparator.comparingLong(Capture::requested)
                                                .reversed())
                                        .map(Capture::outputs),
                                "captures",
                                arguments.maxResults(),
                                most)
                        .titled("Darktrace Packet Captures"));
    }
}
