package soar.darktrace.feature.analyst;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;

@Command(
        name = "darktrace-get-ai-analyst-incident-event",
        description = "Returns an incident event of AI Analyst, acknowledged or not.",
        context = "Darktrace.AIAnalyst",
        key = "eventId")
@AnalystEventOutputs
@Columns({"eventId", "title", "category", "score", "start", "groupId", "groupScore", "acknowledged", "summary"})
class GetAnalystEvent implements DarktraceCommand<GetAnalystEvent.Arguments> {

    record Arguments(
            @Argument(value = "ID of the incident event.", aliases = "eventId")
            String eventId,

            @Argument("Language of title and summary.") @Nullable
            Language locale) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        String locale = arguments.locale() == null ? null : arguments.locale().toString();
        return darktrace
                .api(AnalystApi.class)
                .eventOrNotFound(arguments.eventId(), locale)
                .map(event -> CommandResult.of(
                        "Darktrace AI Analyst Incident " + event.id(),
                        event.outputs(darktrace.settings().url())))
                .map(result -> result.adding(
                        EventEntries.of(result.outputs(), darktrace.settings().reliability())));
    }
}
