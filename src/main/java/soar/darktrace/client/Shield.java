package soar.darktrace.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What stands between a command's changes and its caller: how long the caller waits, and whether a change was begun for
 * it. A change is begun once it has its place among the exchanges with the appliance; from then on it goes on, read-back
 * included, whether its caller waits or not. It travels in the Reactor context; an exchange without one, such as a
 * scheduled one, has no deadline and is never withdrawn.
 */
public final class Shield {

    /** How long what a begun change still takes, such as reading it back, may wait for its place, whoever waits for it. */
    private static final Duration TO_SETTLE = Duration.ofSeconds(60);

    private final long from = System.nanoTime();
    private final @Nullable Duration deadline;
    private final BooleanSupplier mayBegin;
    private boolean hasBegun;
    private boolean isWithdrawn;
    private boolean hasRefused;

    private Shield(@Nullable Duration deadline, BooleanSupplier mayBegin) {
        this.deadline = deadline;
        this.mayBegin = mayBegin;
    }

    /**
     * The shield of one run, from now on.
     *
     * @param deadline how long the caller waits; null for as long as it takes
     * @param mayBegin asked before the first change begins
     */
    public static Shield until(@Nullable Duration deadline, BooleanSupplier mayBegin) {
        return new Shield(deadline, mayBegin);
    }

    static Shield in(ContextView context) {
        return context.<Shield>getOrEmpty(Shield.class).orElseGet(() -> new Shield(null, () -> true));
    }

    /** What is subscribed with this context belongs to the run. */
    public Context putInto(Context context) {
        return context.put(Shield.class, this);
    }

    /** A change of this service itself: begun or not made, whether its caller waits or not. */
    public static <T> Mono<T> around(Mono<T> change) {
        return Mono.deferContextual(context -> in(context).begin() ? change : Mono.error(ExchangeFailures::withdrawn));
    }

    /** Begins a change; false where none may begin any more, so that it must not be sent. */
    synchronized boolean begin() {
        isWithdrawn |= !hasBegun && !mayBegin.getAsBoolean();
        hasRefused |= isWithdrawn;
        hasBegun |= !isWithdrawn;
        return !isWithdrawn;
    }

    /** Whether a change need not wait for its place, since it may not begin. */
    synchronized boolean refuses() {
        hasRefused |= isWithdrawn;
        return isWithdrawn;
    }

    /** The caller waits no longer: no further change begins. Returns whether one has begun, whose outcome is to be seen. */
    public synchronized boolean withdraw() {
        isWithdrawn = true;
        return hasBegun;
    }

    /** Whether a change was not made because its caller had stopped waiting. */
    public synchronized boolean hasRefused() {
        return hasRefused;
    }

    /**
     * How long an exchange may wait for its place so that it can still be answered in time; empty if there is no end. Once a
     * change was begun, what shows its outcome waits for longer than the caller does.
     */
    synchronized Optional<Duration> longestWait(Duration answerTimeout) {
        if (deadline == null) {
            return Optional.empty();
        }
        Duration left = deadline.minus(answerTimeout).minusNanos(System.nanoTime() - from);
        return Optional.of(hasBegun && left.compareTo(TO_SETTLE) < 0 ? TO_SETTLE : left);
    }
}
