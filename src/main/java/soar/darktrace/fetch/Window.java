package soar.darktrace.fetch;

/**
 * A span of creation times, both ends included, in epoch milliseconds.
 *
 * @param isLast whether it reaches beyond now, so that nothing is left after it
 */
public record Window(long start, long end, boolean isLast) {

    boolean contains(long time) {
        return start <= time && time <= end;
    }

    /** How long it is without what lies ahead of us. */
    long lengthUntil(long now) {
        return Math.max(0, Math.min(end, now) - start);
    }
}
