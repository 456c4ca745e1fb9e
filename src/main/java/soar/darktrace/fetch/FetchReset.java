package soar.darktrace.fetch;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.STRING;

import java.time.Clock;
import java.time.DateTimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Output;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-fetch-reset",
        description =
                "Makes the next fetch of an instance begin elsewhere, such as further back. What is an incident already"
                        + " does not become one again.",
        context = "Darktrace.FetchReset",
        key = "id",
        effect = Effect.ADMINISTERS)
@Output(path = "id", type = STRING, description = "Names of the instance and the source, such as main:breach.")
@Output(path = "instance", type = STRING, description = "Name of the instance.")
@Output(path = "source", type = STRING, description = "Name of the source.")
@Output(path = "before", type = DATE, description = "The cursor before, UTC; missing where nothing was fetched yet.")
@Output(path = "after", type = DATE, description = "The cursor from now on, UTC.")
@Output(path = "done", type = BOOLEAN, description = "Whether the cursor was moved; false for a dry run.")
class FetchReset implements DarktraceCommand<FetchReset.Arguments> {

    record Arguments(
            @Argument("From when on is fetched, such as 3 days or 2026-01-31; the instance's setting if not given.")
            @Nullable
            String firstFetch,

            @Argument(
                    "Name of the source to fetch anew, as darktrace-fetch-status shows it; the first one if not given.")
            @Nullable
            String source,

            @Argument(value = "Must be true for the cursor to be moved.", defaultValue = "false")
            boolean confirm,

            @Argument(
                    value = "Must be true as well where the cursor would move forward: what was created between the two"
                            + " times and is no incident yet never becomes one.",
                    defaultValue = "false")
            boolean skip) {}

    private final ServerStore stores;
    private final Feeds feeds;
    private final Clock clock;

    FetchReset(ServerStore stores, Feeds feeds, Clock clock) {
        this.stores = stores;
        this.feeds = feeds;
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        FetchStore store = stores.of(darktrace);
        Feed feed = feeds.of(arguments.source(), darktrace);
        FetchKey key = feed.key();
        FirstFetch first = first(arguments, darktrace);
        if (!arguments.confirm()) {
            throw new CommandException(
                    Reason.REFUSED_BY_POLICY,
                    "confirm",
                    ("This would fetch the %s of %s created since %s again, if they are no incidents yet: say"
                                    + " confirm=true to do it, or dry_run=true to see more.")
                            .formatted(
                                    feed.source().items(),
                                    key.instance(),
                                    DarktraceTime.iso(first.cursor().position())));
        }
        return store.state(key)
                .delayUntil(before -> move(store, feed, before.cursor(), first, arguments))
                .map(before -> result("Fetching the %s of %s begins anew", feed, before.cursor(), first, true));
    }

    @Override
    public Mono<CommandResult> rehearse(Arguments arguments, DarktraceInstance darktrace) {
        Feed feed = feeds.of(arguments.source(), darktrace);
        FirstFetch first = first(arguments, darktrace);
        return stores.of(darktrace)
                .state(feed.key())
                .map(before ->
                        result("Dry run: fetching the %s of %s would begin anew", feed, before.cursor(), first, false));
    }

    private static Mono<Void> move(
            FetchStore store, Feed feed, FetchCursor before, FirstFetch first, Arguments arguments) {
        List<String> skipped = skipped(feed, before, first);
        return skipped.isEmpty() || arguments.skip()
                ? store.reset(feed.key(), first.cursor())
                : Mono.error(new CommandException(
                        Reason.REFUSED_BY_POLICY,
                        "skip",
                        skipped.get(0) + " Name an earlier first_fetch, or say skip=true to do without them."));
    }

    /** What would never be fetched. */
    private static List<String> skipped(Feed feed, FetchCursor before, FirstFetch first) {
        return before.settled() == null || before.base() >= first.cursor().position()
                ? List.of()
                : List.of("The %s created from %s to %s that are no incidents yet would never become incidents."
                        .formatted(
                                feed.source().items(),
                                DarktraceTime.iso(before.base()),
                                DarktraceTime.iso(first.cursor().position())));
    }

    private FirstFetch first(Arguments arguments, DarktraceInstance darktrace) {
        String text = arguments.firstFetch();
        try {
            return FirstFetch.of(text == null ? darktrace.settings().firstFetch() : text, clock.instant());
        } catch (DateTimeException e) {
            throw new CommandException(Reason.INVALID_ARGUMENT, "first_fetch", String.valueOf(e.getMessage()));
        }
    }

    private static CommandResult result(String title, Feed feed, FetchCursor before, FirstFetch first, boolean done) {
        String after = DarktraceTime.iso(first.cursor().position());
        return CommandResult.of(
                        title.formatted(feed.source().items(), feed.key().instance()),
                        outputs(feed.key(), before, after, done))
                .warning(first.warnings())
                .warning(skipped(feed, before, first));
    }

    private static ObjectNode outputs(FetchKey key, FetchCursor before, String after, boolean done) {
        ObjectNode outputs = JsonNodeFactory.instance
                .objectNode()
                .put("id", key.instance() + ":" + key.source())
                .put("instance", key.instance())
                .put("source", key.source());
        if (before.settled() != null) {
            outputs.put("before", DarktraceTime.iso(before.position()));
        }
        return outputs.put("after", after).put("done", done);
    }
}
