package soar.darktrace.client;

/**
 * Whether an attempt got as far as being written. Travels in the Reactor context from the guards to the signing filter;
 * it is what makes a change's outcome unknown.
 */
final class Sent {

    private volatile boolean marked;

    void mark() {
        marked = true;
    }

    boolean isMarked() {
        return marked;
    }
}
