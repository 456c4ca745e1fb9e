package soar.darktrace.client;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of answers this process holds at once, whatever instance they come from: as many as fit the heap as trees
 * and, written out, as what callers are told.
 */
public final class AnswerMemory {

    /** The tree of an answer takes 5 to 10 times its bytes, and what is written of it about as much again. */
    private static final int HEAP_PER_BYTE = 20;

    private static final AnswerMemory OF_PROCESS =
            new AnswerMemory(Runtime.getRuntime().maxMemory() / HEAP_PER_BYTE);

    private final long most;
    private final AtomicLong held = new AtomicLong();

    AnswerMemory(long most) {
        this.most = most;
    }

    /** The one of this process. */
    public static AnswerMemory ofProcess() {
        return OF_PROCESS;
    }

    long most() {
        return most;
    }

    /** Takes so many bytes where they are left. */
    boolean take(long bytes) {
        if (held.addAndGet(bytes) <= most) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
