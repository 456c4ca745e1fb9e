package soar.darktrace.feature.analyst;

import static soar.darktrace.command.OutputType.STRING;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import soar.darktrace.command.ResultFile;
import soar.darktrace.policy.DownloadRules;

@Command(
        name = "darktrace-get-ai-analyst-report",
        description =
                "Returns Darktrace's report on one or several incident events as a PDF file. Experimental: Darktrace"
                        + " does not document it, and not every appliance offers it.",
        context = "Darktrace.AIAnalyst",
        key = "eventId",
        file = true)
@Output(path = "eventId", type = STRING, description = "ID of an incident event that the report is on.")
@Output(path = "title", type = STRING, description = "Its title.")
class GetAnalystReport implements DarktraceCommand<GetAnalystReport.Arguments> {

    record Arguments(
            @Argument(value = "ID of the incident event, or a list of them.", aliases = "eventId")
            @NotEmpty
            @Size(max = 100, message = "takes 100 IDs at most")
            List<@Pattern(regexp = EventIds.ONE, message = EventIds.COMMAS) String> eventId,

            @Argument(value = "Language of the report.", defaultValue = "en_US")
            Language locale) {}

    private final DownloadRules rules;

    GetAnalystReport(DownloadRules rules) {
        this.rules = rules;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        AnalystApi api = darktrace.api(AnalystApi.class);
        List<String> asked = arguments.eventId().stream().distinct().toList();
        return api.eventsOf(asked, arguments.locale().toString()).map(events -> {
            ReportedEvents reported = new ReportedEvents(asked, events);
            String name = reported.filename();
            return CommandResult.of("Darktrace AI Analyst Report", reported.outputs())
                    .attaching(new ResultFile(
                            name,
                            "application/pdf",
                            rules.oneOfFew(
                                    darktrace,
                                    AnalystReport.checked(api.report(
                                            name, arguments.locale().toString(), String.join(",", asked))))));
        });
    }
}
