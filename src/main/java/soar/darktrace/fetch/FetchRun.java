package soar.darktrace.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.incident.Incident;
import tools.jackson.databind.JsonNode;

/**
 * One fetch under way: reads window after window until it has as many incidents as are wanted, or has come up to now.
 */
final class FetchRun {

    /** A step may search so many windows; what is left comes with the next step. */
    private static final int MOST_QUERIES = 12;

    /** XSOAR waits for the answer: after this the run ends with the windows that it has. */
    private static final Duration LONGEST_RUN = Duration.ofSeconds(60);

    private static final int MOST_WARNINGS = 20;

    /** So many new items are worth being read at once, whatever the number that is wanted (7 KB each). */
    private static final int MOST_NEW = 1000;

    /** Items that were read and that nothing has been made of yet; some 50 KB each as trees. */
    private static final int ITEMS_IN_FLIGHT = 32;

    /** So long the documents of a step may be together: a thousand breaches as they are need some 10 MB. */
    private static final long MOST_CHARACTERS = Runtime.getRuntime().maxMemory() / 8;

    private final Feed feed;
    private final Source source;
    private final DarktraceInstance darktrace;
    private final Memory memory;
    private final long now;
    private final List<Incident> incidents = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private FetchCursor cursor;
    private long characters;
    private int queries;
    private int read;
    private int odd;
    private int unidentified;
    private long newest = -1;
    private int windowsTaken;
    private long longest = Long.MAX_VALUE;
    private boolean isStuck;
    private final long begun = elapsed();

    FetchRun(Feed feed, FetchCursor cursor, Memory memory, Instant now) {
        this.feed = feed;
        this.source = feed.source();
        this.darktrace = feed.instance();
        this.cursor = cursor;
        this.memory = memory;
        this.now = now.toEpochMilli();
    }

    void warn(String sentence) {
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add(sentence);
        }
    }

    Mono<Fetched> readOn() {
        Window window = cursor.next(now);
        int wanted = darktrace.settings().maxAlerts() - incidents.size();
        WindowRead result = new WindowRead(window, cursor, feed, wanted, MOST_CHARACTERS - characters, now);
        int most = cursor.isNarrowest() ? Integer.MAX_VALUE : Math.max(MOST_NEW, 8 * wanted);
        queries++;
        Flux<JsonNode> answer = source.list(window, darktrace)
                .onErrorMap(FetchRun::isTimeout, late -> notAnswered(window))
                // Incidents are made off the event loop, which reads the next items meanwhile.
                .publishOn(Schedulers.boundedElastic(), ITEMS_IN_FLIGHT);
        return result.read(answer, memory, most)
                .then(Mono.fromRunnable(() -> {
                    if (result.unseen() > most) {
                        cursor = cursor.narrowed(window, now);
                        longest = Math.min(longest, cursor.window());
                    } else {
                        take(window, result);
                    }
                }))
                .onErrorResume(FetchRun::isTooMuch, failure -> askForLess(window, failure))
                .then(Mono.defer(() -> isEnough() ? Mono.just(fetched()) : readOn()));
    }

    private static boolean isTooMuch(Throwable failure) {
        return isTimeout(failure)
                || (failure instanceof DarktraceException darktrace
                        && darktrace.kind() == DarktraceException.Kind.UNREADABLE);
    }

    private static boolean isTimeout(Throwable failure) {
        return failure instanceof DarktraceException darktrace && darktrace.kind() == DarktraceException.Kind.TIMEOUT;
    }

    /**
     * An appliance that cannot answer for so long a time in time may do so for less: for what it managed before the
     * window grew, then for as little as the first step asks for. If it cannot, the windows before are the step.
     */
    private Mono<Void> askForLess(Window window, Throwable failure) {
        FetchCursor less = longest == Long.MAX_VALUE ? cursor.narrowed(window, now) : cursor.asTheFirst();
        if (!isLate() && !cursor.isNarrowest() && less.window() < longest) {
            cursor = less;
            longest = less.window();
            return Mono.empty();
        }
        if (windowsTaken == 0) {
            return Mono.error(failure);
        }
        isStuck = true;
        warn("Darktrace does not answer in time for the " + source.items() + " created since "
                + DarktraceTime.iso(window.start()) + "; the next fetch asks again.");
        return Mono.empty();
    }

    private boolean isEnough() {
        boolean isDone = windowsTaken > 0
                && (!cursor.more()
                        || incidents.size() >= darktrace.settings().maxAlerts()
                        || characters >= MOST_CHARACTERS * 3 / 4);
        return isDone || isLate() || isStuck || queries >= MOST_QUERIES;
    }

    private boolean isLate() {
        return windowsTaken > 0 && elapsed() - begun > LONGEST_RUN.toMillis();
    }

    private DarktraceException notAnswered(Window window) {
        return new DarktraceException(
                DarktraceException.Kind.TIMEOUT,
                "Darktrace did not answer within %s s for the %s created from %s to %s: "
                                .formatted(
                                        darktrace
                                                .settings()
                                                .limits()
                                                .answerTimeout()
                                                .toSeconds(),
                                        source.items(),
                                        DarktraceTime.iso(window.start()),
                                        DarktraceTime.iso(window.end()))
                        + "raise limits.answer-timeout, or see what it is busy with.");
    }

    private static long elapsed() {
        return Schedulers.parallel().now(TimeUnit.MILLISECONDS);
    }

    private void take(Window window, WindowRead result) {
        List<Listed> taken = result.taken();
        taken.forEach(this::add);
        read += result.read();
        unidentified += result.unidentified();
        newest = Math.max(newest, result.newest());
        windowsTaken++;
        cursor = cursor.after(
                        window,
                        result,
                        taken,
                        now,
                        feed.pace().overlap().toMillis(),
                        darktrace.settings().maxAlerts())
                .upTo(longest);
    }

    private void add(Listed listed) {
        characters += listed.characters();
        incidents.add(listed.incident());
        if (!listed.oddities().isEmpty()) {
            odd++;
            listed.oddities().forEach(this::warn);
        }
    }

    private Fetched fetched() {
        if (unidentified > 0) {
            warn(unidentified + " items of Darktrace's answer have no usable ID; they cannot become incidents.");
        }
        return new Fetched(
                incidents,
                cursor,
                cursor.more(),
                read,
                odd,
                unidentified,
                newest < 0 ? null : Instant.ofEpochMilli(newest),
                warnings);
    }
}
