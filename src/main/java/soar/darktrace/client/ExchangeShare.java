package soar.darktrace.client;

import org.jspecify.annotations.Nullable;

/**
 * What one exchange holds of the {@link AnswerMemory}: part of what its request holds or, where it has none or goes on after
 * it, a share of its own until it ends.
 */
final class ExchangeShare {

    private final AnswerMemory memory;
    private AnswerShare share;
    private boolean isOwn;
    private long taken;
    private boolean isOver;

    ExchangeShare(AnswerMemory memory, @Nullable AnswerShare ofRequest) {
        this.memory = memory;
        this.share = ofRequest == null ? new AnswerShare(memory) : ofRequest;
        this.isOwn = ofRequest == null;
    }

    /** Takes so many bytes more; fails where the memory does not have them, now or ever. */
    synchronized void take(long bytes) {
        if (isOver) {
            return;
        }
        long more = bytes;
        if (!isOwn && share.isClosed()) {
            share = new AnswerShare(memory);
            isOwn = true;
            more += taken;
        }
        try {
            share.take(more);
        } catch (DarktraceException full) {
            throw new AnswerException(full);
        }
        taken += bytes;
    }

    synchronized void giveBack(long bytes) {
        if (!isOver) {
            share.giveBack(bytes);
            taken -= bytes;
        }
    }

    /** What was taken was read: it is held until the request ends. */
    synchronized void leaveToRequest() {
        if (!isOwn) {
            taken = 0;
        }
    }

    /** The exchange is over: what was not read is not held. */
    synchronized void end() {
        if (isOver) {
            return;
        }
        isOver = true;
        if (isOwn) {
            share.close();
        } else {
            share.giveBack(taken);
        }
    }
}
