package soar.darktrace.fetch;

import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.OBJECT;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "fetch-incidents",
        description =
                "Takes one fetch step: the oldest items of each source since the last run, as incidents. The caller keeps"
                        + " next_run and sends it as last_run with the next step.",
        context = "")
@Output(path = "incidents", type = LIST, description = "The new incidents, oldest first.")
@Output(path = "next_run", type = OBJECT, description = "What to send as last_run with the next step.")
class FetchIncidents implements DarktraceCommand<FetchIncidents.Arguments> {

    record Arguments(
            @Argument("The next_run of the step before; nothing or {} for the first step.") @Nullable
            JsonNode lastRun,

            @Argument("Names of the sources, as darktrace-fetch-status shows them; those of the instance if not given.")
            List<String> source) {}

    /** The source that there was before there were several. */
    private static final String ONLY = "breach";

    private final Feeds feeds;
    private final Clock clock;

    FetchIncidents(Feeds feeds, Clock clock) {
        this.feeds = feeds;
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        List<Feed> wanted = arguments.source().isEmpty()
                ? feeds.all(darktrace)
                : arguments.source().stream()
                        .distinct()
                        .map(source -> feeds.of(source, darktrace))
                        .toList();
        LastRun last = LastRun.of(arguments.lastRun(), ONLY);
        return Flux.fromIterable(wanted)
                .concatMap(feed -> step(feed, last.cursor(feed.source().name())))
                .collectList()
                .map(steps -> result(steps, last));
    }

    /** One source must not keep what another one has found: it is asked again with the next step. */
    private Mono<Step> step(Feed feed, FetchCursor cursor) {
        return feed.fetch(cursor, clock.instant())
                .map(fetched -> new Step(feed, fetched, null))
                .onErrorResume(DarktraceException.class, failure -> Mono.just(new Step(feed, null, failure)));
    }

    private record Step(
            Feed feed, @Nullable Fetched fetched, @Nullable DarktraceException failure) {

        List<String> warnings() {
            if (failure != null) {
                return List.of("The " + feed.source().items() + " could not be fetched and will be asked for again: "
                        + failure.getMessage());
            }
            return fetched == null ? List.of() : fetched.warnings();
        }
    }

    private static CommandResult result(List<Step> steps, LastRun last) {
        DarktraceException first = steps.get(0).failure();
        if (first != null && steps.stream().allMatch(step -> step.failure() != null)) {
            throw first;
        }
        ArrayNode incidents = JsonNodeFactory.instance.arrayNode();
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        LastRun next = last;
        for (Step step : steps) {
            Fetched fetched = step.fetched();
            if (fetched != null) {
                fetched.incidents().forEach(incident -> add(incident.tree(), incidents, rows));
                next = next.with(step.feed().source().name(), fetched.next());
            }
        }
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        outputs.set("incidents", incidents);
        outputs.set("next_run", next.toJson());
        return CommandResult.of("Fetched incidents", outputs)
                .showing(rows)
                .warning(
                        steps.stream().flatMap(step -> step.warnings().stream()).toList());
    }

    private static void add(ObjectNode document, ArrayNode incidents, ArrayNode rows) {
        incidents.add(document);
        ObjectNode row = rows.addObject();
        row.set("name", document.path("name"));
        row.set("occurred", document.path("occurred"));
        row.set("severity", document.path("severity"));
    }
}
