package soar.darktrace.feature.capture;

import static soar.darktrace.command.OutputType.BOOLEAN;

import reactor.core.publisher.Mono;
import soar.darktrace.api.CaptureApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.FileLimit;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import soar.darktrace.policy.DownloadRules;
import tools.jackson.databind.node.JsonNodeFactory;

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
                    ? new PcapFile(limit.around(api.file(capture.filename())))
                            .attachTo(result, capture, bytes -> captures.oneOfFew(darktrace, bytes))
                    : Mono.just(result.warning(Pcaps.oddities(capture)));
        });
    }
}
