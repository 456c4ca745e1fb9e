package soar.darktrace.client;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import reactor.util.context.Context;
import reactor.util.context.ContextView;
import soar.darktrace.client.DarktraceException.Kind;
import tools.jackson.databind.JsonNode;

/**
 * What one request holds of the {@link AnswerMemory}, from the bytes that Darktrace answers until the caller has its own
 * answer. It travels in the Reactor context; an exchange without one, such as a scheduled one, or whose request is over holds
 * what it reads until it ends.
 */
public final class AnswerShare {

    /** So much is not counted: most answers are small. */
    private static final long FREE = 64 * 1024;

    private static final int BYTES_OF_A_SCALAR = 8;

    private static final Duration SOON = Duration.ofSeconds(1);

    private final AnswerMemory memory;
    private long mine;
    private long counted;
    private boolean isClosed;

    public AnswerShare(AnswerMemory memory) {
        this.memory = memory;
    }

    /** The share of the request; where there is none or it is over, as on a terminal, one of a memory of its own. */
    public static AnswerShare in(ContextView context) {
        return context.<AnswerShare>getOrEmpty(AnswerShare.class)
                .filter(share -> !share.isClosed())
                .orElseGet(() -> new AnswerShare(
                        new AnswerMemory(AnswerMemory.ofProcess().most())));
    }

    /** What is subscribed with this context belongs to the request. */
    public Context putInto(Context context) {
        return context.put(AnswerShare.class, this);
    }

    /**
     * Takes so many bytes more.
     *
     * @throws DarktraceException where the memory does not have them, now or ever
     */
    public synchronized void take(long bytes) {
        if (isClosed) {
            return;
        }
        long more = Math.max(0, mine + bytes - FREE) - counted;
        if (more > 0 && !memory.take(more)) {
            throw mine + bytes > memory.most() ? tooLarge() : busy();
        }
        mine += bytes;
        counted += more;
    }

    public synchronized void giveBack(long bytes) {
        if (!isClosed) {
            mine -= bytes;
            long rest = Math.max(0, mine - FREE);
            memory.giveBack(counted - rest);
            counted = rest;
        }
    }

    /** The request is over. */
    public synchronized void close() {
        giveBack(mine);
        isClosed = true;
    }

    /** Whether the request is over; what goes on after it has a share of its own. */
    synchronized boolean isClosed() {
        return isClosed;
    }

    /** About how many bytes of an answer a value was. */
    public static long bytes(JsonNode value) {
        if (value.isString()) {
            return value.stringValue().length() + 3L;
        }
        if (!value.isContainer()) {
            return BYTES_OF_A_SCALAR;
        }
        long bytes = 2;
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            bytes += property.getKey().length() + 4L + bytes(property.getValue());
        }
        if (value.isArray()) {
            for (JsonNode item : value) {
                bytes += bytes(item);
            }
        }
        return bytes;
    }

    private DarktraceException tooLarge() {
        return new DarktraceException(
                Kind.UNREADABLE,
                String.format(
                        Locale.ROOT,
                        "Darktrace's answer is too large: this service can hold %,d bytes of answers. Narrow the window or"
                                + " ask for less, or give this service more memory (-Xmx).",
                        memory.most()));
    }

    private static DarktraceException busy() {
        return new DarktraceException(
                        Kind.RATE_LIMITED,
                        "Other large answers of Darktrace's take up the memory of this service. Try again in a moment,"
                                + " narrow the window or ask for less.")
                .retryAfter(SOON)
                .worthRepeating(Integer.MAX_VALUE);
    }
}
