package soar.darktrace.fetch;

import java.time.Instant;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;

/**
 * One source of one instance: what has a cursor of its own. It has no clock, timer or store, so that XSOAR can drive it as
 * well as this service's schedule.
 */
record Feed(Source source, DarktraceInstance instance, FetchSettings settings) {

    FetchKey key() {
        return new FetchKey(instance.name(), source.name());
    }

    Pace pace() {
        return source.pace(settings.pace(), instance);
    }

    /**
     * Fetches the next items, the oldest first, {@code max-alerts} at most. A fetch that fails has changed nothing.
     *
     * @param now by the clock of this machine; it may be as far from Darktrace's as Darktrace accepts
     */
    Mono<Fetched> fetch(FetchCursor cursor, Instant now) {
        return fetch(cursor, Memory.NONE, now);
    }

    /** The same for somebody who knows more than the cursor says. */
    Mono<Fetched> fetch(FetchCursor cursor, Memory memory, Instant now) {
        return Mono.defer(() -> {
            if (cursor.settled() != null) {
                return new FetchRun(this, cursor, memory, now).readOn();
            }
            FirstFetch first = FirstFetch.of(instance.settings().firstFetch(), now);
            FetchRun run = new FetchRun(this, first.cursor(), memory, now);
            first.warnings().forEach(run::warn);
            return run.readOn();
        });
    }
}
