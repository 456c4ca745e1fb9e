package soar.darktrace.client;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.ContextView;
import soar.darktrace.client.DarktraceException.Kind;

/**
 * A file that passes through: no larger than allowed, and in time. What its caller does not read is not asked of
 * Darktrace, so that two silences are told apart: that of Darktrace is its failure, that of the caller only ends the
 * exchange, whose place others wait for.
 */
final class FileAnswer {

    /** For so long a file may hold its place among the exchanges with an appliance, however slowly it is read. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Duration TICK = Duration.ofMillis(250);

    private final Duration timeout;
    private final Attempt attempt;
    private final @Nullable FileLimit limit;
    private final long began = System.nanoTime();
    private long since = began;
    private long wanted;
    private long bytes;

    private FileAnswer(Duration timeout, ContextView context) {
        this.timeout = timeout;
        this.attempt = Attempt.in(context);
        this.limit = context.<FileLimit>getOrEmpty(FileLimit.class).orElse(null);
    }

    /**
     * Returns the pieces as they come, and fails where they are too many or come too slowly.
     *
     * @param timeout bounds the silence of either side
     */
    static <T> Flux<T> checked(Flux<T> pieces, Duration timeout) {
        return Flux.deferContextual(context -> {
            FileAnswer file = new FileAnswer(timeout, context);
            return pieces.doOnRequest(file::want)
                    .<T>handle((piece, sink) -> {
                        DarktraceException excess = file.take(piece);
                        if (excess == null) {
                            sink.next(piece);
                        } else {
                            DataBufferUtils.release((DataBuffer) piece);
                            sink.error(excess);
                        }
                    })
                    .takeUntilOther(Flux.interval(TICK).handle((tick, sink) -> {
                        Exception late = file.late();
                        if (late != null) {
                            sink.error(late);
                        }
                    }));
        });
    }

    private synchronized void want(long pieces) {
        if (wanted == 0) {
            since = System.nanoTime();
        }
        wanted = Operators.addCap(wanted, pieces);
    }

    /** The length that was announced counts before the first piece is handed on. */
    private synchronized @Nullable DarktraceException take(Object piece) {
        since = System.nanoTime();
        wanted = wanted == Long.MAX_VALUE ? wanted : wanted - 1;
        if (limit == null || !(piece instanceof DataBuffer buffer)) {
            return null;
        }
        bytes += buffer.readableByteCount();
        return limit.excess(Math.max(bytes, attempt.announcedLength()));
    }

    private synchronized @Nullable Exception late() {
        long now = System.nanoTime();
        if (now - began > LONGEST.toNanos()) {
            return unread();
        }
        if (now - since <= timeout.toNanos()) {
            return null;
        }
        return wanted > 0 ? new TimeoutException() : unread();
    }

    private static DarktraceException unread() {
        return new DarktraceException(
                Kind.RATE_LIMITED,
                "The file was read so slowly that it was given up: others wait for its place. Read it at once.");
    }
}
