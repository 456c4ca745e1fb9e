package soar.darktrace.feature.capture;

import static soar.darktrace.command.OutputType.BOOLEAN;

import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Capture;
import soar.darktrace.api.CaptureApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.FileLimit;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import soar.darktrace.command.ResultFile;
import soar.darktrace.policy.DownloadRules;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-get-pcap",
        description =
                "Returns a finished packet capture as a file, if captures.download allows it, and says whether it is"
                        + " empty. A capture that is not finished is waited for.",
        context = "Darktrace.PCAP",
        key = "pcapId",
        file = true,
        audited = true,
        polls = true)
@PcapOutputs
@Output(path = "empty", type = BOOLEAN, description = "Whether Darktrace captured no packet.")
@Columns({"pcapId", "state", "empty", "ip1", "port1", "ip2", "port2", "start", "end", "filename"})
class GetPcap implements DarktraceCommand<PcapChoice> {

    private final DownloadRules captures;

    GetPcap(DownloadRules captures) {
        this.captures = captures;
    }

    @Override
    public Mono<CommandResult> run(PcapChoice choice, DarktraceInstance darktrace) {
        choice.require();
        FileLimit limit = captures.requireCapture(darktrace);
        CaptureApi api = darktrace.api(CaptureApi.class);
        return choice.in(api).flatMap(capture -> {
            CommandResult result = choice.until().result(capture, JsonNodeFactory.instance.objectNode());
            return capture.isFinished()
                    ? file(capture, result, limit.around(api.file(capture.filename())), darktrace)
                    : Mono.just(result.warning(Pcaps.oddities(capture)));
        });
    }

    /** Looks at the beginning alone; the whole is read once somebody wants it. */
    private Mono<CommandResult> file(
            Capture capture, CommandResult result, Flux<DataBuffer> body, DarktraceInstance darktrace) {
        PcapFile file = new PcapFile(body);
        ResultFile attached = new ResultFile(
                capture.filename().replaceAll("[^A-Za-z0-9._-]", "_"),
                CaptureApi.MEDIA_TYPE,
                captures.oneOfFew(darktrace, file.checked()));
        return file.isEmpty().map(isEmpty -> {
            ((ObjectNode) result.outputs()).put("empty", isEmpty);
            return result.attaching(attached)
                    .warning(
                            isEmpty
                                    ? List.of(
                                            "The capture is empty, a file with a header and no packet: Darktrace saw none"
                                                    + " of these addresses in this time, or keeps them no longer.")
                                    : List.of());
        });
    }
}
