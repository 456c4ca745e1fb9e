package soar.darktrace.fetch;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-fetch-status",
        description =
                "Shows how far each source of an instance has been fetched, and how the latest fetches ended. Darktrace is"
                        + " not asked.",
        context = "Darktrace.FetchStatus",
        key = "id")
@Output(path = "id", type = STRING, description = "Names of the instance and the source, such as main:breach.")
@Output(path = "instance", type = STRING, description = "Name of the instance.")
@Output(path = "source", type = STRING, description = "Name of the source, such as breach for model breaches.")
@Output(path = "isFetch", type = BOOLEAN, description = "Whether this service fetches it on a schedule.")
@Output(path = "cursor", type = DATE, description = "What was created up to then was looked at, UTC.")
@Output(path = "newest", type = DATE, description = "The latest creation time that was read, UTC.")
@Output(path = "lagSeconds", type = NUMBER, description = "How long ago newest was.")
@Output(path = "backlog", type = BOOLEAN, description = "Whether items were left over after the latest fetch.")
@Output(path = "incidents", type = NUMBER, description = "How many incidents of the source there are.")
@Output(path = "lastSuccess", type = DATE, description = "When a fetch last succeeded, UTC.")
@Output(path = "lastFailure", type = DATE, description = "When a fetch last failed, UTC.")
@Output(path = "failureCode", type = STRING, description = "The code of that failure.")
@Output(path = "failure", type = STRING, description = "The last failure and its remedy.")
@Columns({
    "instance",
    "source",
    "isFetch",
    "newest",
    "lagSeconds",
    "backlog",
    "incidents",
    "lastSuccess",
    "lastFailure",
    "failure"
})
class FetchStatus implements DarktraceCommand<FetchStatus.Arguments> {

    record Arguments() {}

    private final ServerStore stores;
    private final Feeds feeds;
    private final Clock clock;

    FetchStatus(ServerStore stores, Feeds feeds, Clock clock) {
        this.stores = stores;
        this.feeds = feeds;
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        FetchStore store = stores.of(darktrace);
        return Flux.fromIterable(feeds.all(darktrace))
                .map(Feed::key)
                .concatMap(key -> Mono.zip(
                        store.state(key),
                        store.count(key),
                        (state, incidents) -> outputs(key, darktrace.settings().isFetch(), state, incidents)))
                .collect(JsonNodeFactory.instance::arrayNode, ArrayNode::add)
                .map(rows -> CommandResult.of("Darktrace Fetch Status", rows));
    }

    private ObjectNode outputs(FetchKey key, boolean isFetch, FetchState state, long incidents) {
        ObjectNode outputs = JsonNodeFactory.instance
                .objectNode()
                .put("id", key.instance() + ":" + key.source())
                .put("instance", key.instance())
                .put("source", key.source())
                .put("isFetch", isFetch);
        if (state.cursor().settled() != null) {
            outputs.put("cursor", DarktraceTime.iso(state.cursor().position()));
        }
        put(outputs, "newest", state.newest());
        if (state.newest() != null) {
            outputs.put(
                    "lagSeconds",
                    Duration.between(state.newest(), clock.instant()).toSeconds());
        }
        outputs.put("backlog", state.more()).put("incidents", incidents);
        put(outputs, "lastSuccess", state.lastSuccess());
        put(outputs, "lastFailure", state.lastFailure());
        put(outputs, "failureCode", state.failureCode());
        put(outputs, "failure", state.failure());
        return outputs;
    }

    private static void put(ObjectNode object, String member, @Nullable Instant time) {
        if (time != null) {
            object.put(member, DarktraceTime.iso(time.toEpochMilli()));
        }
    }

    private static void put(ObjectNode object, String member, @Nullable String text) {
        if (text != null) {
            object.put(member, text);
        }
    }
}
