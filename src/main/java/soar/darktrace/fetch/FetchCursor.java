package soar.darktrace.fetch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a fetch goes on, of one source of an instance; the {@code last_run} of XSOAR. All times are creation times in epoch milliseconds.
 *
 * @param settled everything created before this is done with; nothing late is expected any more; null before the first
 *     step
 * @param position everything created up to this was looked at; what came in since then, between the two, may be new
 * @param window how much time the next query covers, which adapts to the number of items
 * @param more whether items are left over after {@code position}
 * @param seen the items taken since {@code settled}: ID and the latest creation time that it may have
 */
@JsonInclude(Include.NON_NULL)
record FetchCursor(@Nullable Long settled, long position, long window, boolean more, Map<String, Long> seen) {

    /** Before the first step. */
    static final FetchCursor NONE = new FetchCursor(null, 0, 0, false, Map.of());

    /** The clocks may be this far apart, or Darktrace refuses every request ({@code darktrace-api.md} §1.4). */
    static final long CLOCK_TOLERANCE = Duration.ofMinutes(30).toMillis();

    /** Well beyond what a fast clock of Darktrace's can show. */
    private static final long AHEAD = Duration.ofHours(1).toMillis();

    private static final long FIRST_WINDOW = Duration.ofHours(1).toMillis();
    private static final long SMALLEST_WINDOW = Duration.ofSeconds(1).toMillis();

    /** An answer covers one year at most ({@code darktrace-api.md} §2.1). */
    private static final long LARGEST_WINDOW = Duration.ofDays(300).toMillis();

    private static final double LARGEST_STEP = 8;

    /** So long an item that grows is remembered after it last did, or it would be taken for new when it does again. */
    private static final long MEMORY = Duration.ofDays(30).toMillis();

    /** Of items that grow, no more are remembered than these; some 60 bytes each in what XSOAR keeps. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    FetchCursor {
        seen = seen == null ? Map.of() : Map.copyOf(seen);
    }

    /** Reads what {@link #toJson} wrote; an empty object or null is {@link #NONE}. */
    static FetchCursor of(@Nullable JsonNode json) {
        if (json == null || json.isNull()) {
            return NONE;
        }
        if (!json.isObject()) {
            throw unreadable();
        }
        try {
            return json.isEmpty() ? NONE : JSON.treeToValue(json, FetchCursor.class);
        } catch (JacksonException e) {
            throw unreadable();
        }
    }

    private static CommandException unreadable() {
        return new CommandException(
                Reason.INVALID_ARGUMENT,
                "last_run",
                "last_run is not what a fetch answered as next_run; send that unchanged, or {} to start anew.");
    }

    JsonNode toJson() {
        return JSON.valueToTree(this);
    }

    /** The first step looks at what was created since then. */
    static FetchCursor startingAt(long created) {
        return new FetchCursor(created, created, FIRST_WINDOW, false, Map.of());
    }

    /** The same with these as the items that were taken. */
    FetchCursor having(Map<String, Long> taken) {
        return new FetchCursor(settled, position, window, more, taken);
    }

    /** What to look at next. It begins a millisecond early, in case an appliance leaves out the start itself. */
    Window next(long now) {
        long base = base();
        boolean isLast = base + window >= now;
        return new Window(base - 1, isLast ? now + AHEAD : base + window, isLast);
    }

    /** The same with a smaller window, since there was too much in this one. */
    FetchCursor narrowed(Window tooMuch, long now) {
        long smaller = (long) (tooMuch.lengthUntil(now) / LARGEST_STEP);
        return new FetchCursor(settled, position, Math.max(SMALLEST_WINDOW, smaller), more, seen);
    }

    /** The same with the window of the first step. */
    FetchCursor asTheFirst() {
        return new FetchCursor(settled, position, FIRST_WINDOW, more, seen);
    }

    /** The same with a window that is no longer than that. */
    FetchCursor upTo(long longest) {
        return window <= longest ? this : new FetchCursor(settled, position, longest, more, seen);
    }

    /** Whether there is no smaller window; what it reaches beyond now cannot be divided. */
    boolean isNarrowest() {
        return window <= SMALLEST_WINDOW;
    }

    /**
     * Where to go on after a window was read.
     *
     * @param taken the items that became incidents, oldest first
     * @param overlap how late an item may show up, ms
     * @param wanted how many new items a window should hold, about
     */
    FetchCursor after(Window read, WindowRead result, List<Listed> taken, long now, long overlap, int wanted) {
        boolean isMore = result.isTruncated() || !read.isLast();
        long reached = result.isTruncated() ? taken.get(taken.size() - 1).earliest() : read.end();
        long nextSettled = settledAfter(reached, result.newest(), now, overlap);
        long nextPosition = isMore ? Math.max(base(), reached) : Math.max(nextSettled, result.newest());
        long nextWindow = isMore ? adapted(read.lengthUntil(now), result.unseen(), wanted) : window;
        return new FetchCursor(nextSettled, nextPosition, nextWindow, isMore, seenAfter(result, taken, nextSettled));
    }

    /** Neither clock is trusted alone: a fast one of ours, or one item from the future, must not skip anything. */
    private long settledAfter(long reached, long newest, long now, long overlap) {
        long before = settled == null ? base() : settled;
        if (base() > before) {
            return before;
        }
        long latest = Math.min(Math.max(newest, now - CLOCK_TOLERANCE), now);
        return Math.max(before, Math.min(reached, latest - overlap));
    }

    /** From where on there may be items that were not taken yet. */
    long base() {
        return more || settled == null ? position : settled;
    }

    private static long adapted(long length, int found, int wanted) {
        double factor = found == 0 ? LARGEST_STEP : (double) wanted / found;
        double bounded = Math.max(1 / LARGEST_STEP, Math.min(LARGEST_STEP, factor));
        long next = (long) (length * bounded);
        return Math.max(SMALLEST_WINDOW, Math.min(LARGEST_WINDOW, next));
    }

    /**
     * What can still be listed: the next query begins a millisecond before {@code settled}. What grows can be listed again
     * long after that, also under another ID that has taken it up.
     */
    private Map<String, Long> seenAfter(WindowRead result, List<Listed> taken, long nextSettled) {
        Map<String, Long> next = new HashMap<>(seen);
        taken.forEach(listed -> next.put(listed.id(), listed.latest()));
        result.again().forEach((id, latest) -> next.merge(id, latest, Math::max));
        if (!result.grows()) {
            next.values().removeIf(created -> created < nextSettled - 1);
            return next;
        }
        taken.forEach(listed -> listed.earlierIds().forEach(id -> next.merge(id, listed.latest(), Math::max)));
        next.values().removeIf(latest -> latest < nextSettled - MEMORY);
        return next.size() <= MOST_REMEMBERED ? next : latest(next);
    }

    private static Map<String, Long> latest(Map<String, Long> all) {
        return all.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_REMEMBERED)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
