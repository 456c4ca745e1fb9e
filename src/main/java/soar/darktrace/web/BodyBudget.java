package soar.darktrace.web;

import java.util.concurrent.atomic.AtomicLong;

/** What the request bodies that are not complete yet may hold of the memory outside the heap, all together. */
final class BodyBudget {

    /** Each part of a body keeps a buffer, however few bytes of it are its own. */
    private static final int LEAST = 1024;

    private final long most;
    private final AtomicLong held = new AtomicLong();

    BodyBudget(long most) {
        this.most = most;
    }

    /** What a part of a body costs. */
    static long cost(int bytes) {
        return Math.max(bytes, LEAST);
    }

    /** Takes so many bytes, also beyond the budget; false where it is beyond. They are to be given back in both cases. */
    boolean take(long bytes) {
        return held.addAndGet(bytes) <= most;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
