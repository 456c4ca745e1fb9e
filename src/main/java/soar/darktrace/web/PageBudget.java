package soar.darktrace.web;

import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;

/**
 * How long the documents of a page may be together: the less, the more pages are being written at the same time. A page is
 * held until its reader has taken it, and readers are slow or stop reading.
 */
final class PageBudget {

    /** For all pages together, in characters; of those that one page has at least come on top. */
    private static final long ALL = 16_000_000;

    private static final long MOST = 1_000_000;
    private static final long LEAST = 64_000;

    private final AtomicInteger beingWritten = new AtomicInteger();

    /** For a page that is read now. */
    long mostCharacters() {
        return Math.max(LEAST, Math.min(MOST, ALL / (1 + beingWritten.get())));
    }

    /** Counts a page as long as it is being written. */
    <T> Flux<T> whileWriting(Flux<T> page) {
        return Flux.defer(() -> {
            beingWritten.incrementAndGet();
            return page.doFinally(signal -> beingWritten.decrementAndGet());
        });
    }
}
