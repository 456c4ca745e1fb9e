package soar.darktrace.fetch;

import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.OBJECT;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import soar.darktrace.incident.Incident;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "fetch-incidents",
        description =
                "Takes one fetch step: the oldest items of a source since the last run, as incidents. The caller keeps"
                        + " next_run and sends it as last_run with the next step.",
        context = "")
@Output(path = "incidents", type = LIST, description = "The new incidents, oldest first.")
@Output(path = "next_run", type = OBJECT, description = "What to send as last_run with the next step.")
class FetchIncidents implements DarktraceCommand<FetchIncidents.Arguments> {

    record Arguments(
            @Argument("The next_run of the step before; nothing or {} for the first step.") @Nullable
            JsonNode lastRun,

            @Argument("Name of the source, as darktrace-fetch-status shows it; the first one if not given.") @Nullable
            String source) {}

    private final Feeds feeds;
    private final Clock clock;

    FetchIncidents(Feeds feeds, Clock clock) {
        this.feeds = feeds;
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return feeds.of(arguments.source(), darktrace)
                .fetch(FetchCursor.of(arguments.lastRun()), clock.instant())
                .map(FetchIncidents::result);
    }

    private static CommandResult result(Fetched fetched) {
        ArrayNode incidents = JsonNodeFactory.instance.arrayNode();
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (Incident incident : fetched.incidents()) {
            ObjectNode document = incident.tree();
            incidents.add(document);
            ObjectNode row = rows.addObject();
            row.set("name", document.path("name"));
            row.set("occurred", document.path("occurred"));
            row.set("severity", document.path("severity"));
        }
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        outputs.set("incidents", incidents);
        outputs.set("next_run", fetched.next().toJson());
        return CommandResult.of("Fetched incidents", outputs).showing(rows).warning(fetched.warnings());
    }
}
