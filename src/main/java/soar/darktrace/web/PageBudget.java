package soar.darktrace.web;

import reactor.core.publisher.Flux;

/**
 * How long the documents of a page may be together: the less, the more is held by pages that are being read or written. A page
 * is held until its reader has taken it, and readers are slow or stop reading.
 */
final class PageBudget {

    /** For all pages together, in characters; of those that one page has at least come on top. */
    private static final long ALL = 16_000_000;

    /** What one page gets of what is left, so that something is left for the next one. */
    private static final int PARTS = 16;

    private static final long LEAST = 64_000;

    private long held;

    /** For a page that is read now; held from here on. */
    synchronized Share take() {
        long characters = Math.max(LEAST, (ALL - held) / PARTS);
        held += characters;
        return new Share(characters);
    }

    /** How many characters are held by all pages together. */
    synchronized long held() {
        return held;
    }

    private synchronized void change(long characters) {
        held += characters;
    }

    /** The part of one page: once, however many readers it is written to, and as long as it is read or written. */
    final class Share {

        private long characters;
        private int holders = 1;

        private Share(long characters) {
            this.characters = characters;
        }

        synchronized long characters() {
            return characters;
        }

        /** The page was read, and is shorter than it may be, or one long event. */
        synchronized void fit(long actual) {
            change(holders > 0 ? actual - characters : 0);
            characters = actual;
        }

        /** Holds the part as long as the page is being written. */
        <T> Flux<T> whileWriting(Flux<T> page) {
            return Flux.defer(() -> {
                hold();
                return page.doFinally(signal -> release());
            });
        }

        /** To be called once by who has taken it. */
        synchronized void release() {
            holders--;
            change(holders == 0 ? -characters : 0);
        }

        private synchronized void hold() {
            change(holders == 0 ? characters : 0);
            holders++;
        }
    }
}
