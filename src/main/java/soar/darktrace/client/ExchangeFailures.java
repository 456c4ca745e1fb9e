package soar.darktrace.client;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.CodecException;
import reactor.pool.PoolAcquirePendingLimitException;
import reactor.pool.PoolAcquireTimeoutException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.network.ConnectionFailure;

/**
 * Says what a failed exchange means. What counts is whether a change may have been made: a request that never left is
 * merely unavailable, one that left without an answer is an unknown outcome ({@code darktrace-api.md} §3.3).
 */
final class ExchangeFailures {

    private ExchangeFailures() {}

    static DarktraceException of(Throwable failure, Exchange exchange, Attempt attempt) {
        DarktraceException meaning = failure instanceof DarktraceException known
                ? known
                : meaning(failure, exchange.isChange(), attempt).causedBy(failure);
        boolean isPointless = meaning.kind() == Kind.TIMEOUT && !exchange.isRepeatedAfterTimeout();
        if (attempt.isHandedOn() || isPointless) {
            return meaning.worthRepeating(0);
        }
        return meaning.kind() == Kind.SIGNATURE && attempt.isSignedAnew() ? meaning.worthRepeating(1) : meaning;
    }

    private static DarktraceException meaning(Throwable failure, boolean change, Attempt attempt) {
        if (failure instanceof AnswerException odd && odd.meaning().kind() == Kind.LOGIN_PAGE) {
            // What is merely called a page may be any answer of a gateway, which says nothing about a change.
            return change && !attempt.beginsWith('<') ? unanswered(failure) : odd.meaning();
        }
        Optional<ConnectionFailure> unconnected = ConnectionFailure.of(failure);
        if (unconnected.isPresent()) {
            return unconnected(unconnected.get());
        }
        return change && attempt.isWritten() ? unanswered(failure) : unread(failure, attempt);
    }

    private static DarktraceException unconnected(ConnectionFailure reason) {
        return switch (reason) {
            case UNKNOWN_HOST ->
                unreachable("its host name is unknown. Check the instance's url and the DNS of this machine.");
            case TLS ->
                new DarktraceException(
                        Kind.UNAVAILABLE,
                        "Darktrace's TLS certificate is not trusted or not for this host name, or it speaks no TLS here."
                                + " Import its certificate authority (README, \"A private certificate authority\"), or"
                                + " correct the url.");
            case PROXY -> unreachable("the proxy did not connect. Check HTTPS_PROXY and NO_PROXY.");
            case NO_CONNECTION ->
                unreachable("no connection came up. Check the instance's url, the firewall and the appliance.");
        };
    }

    private static DarktraceException unreachable(String why) {
        return new DarktraceException(Kind.UNAVAILABLE, "Darktrace cannot be reached: " + why)
                .worthRepeating(Integer.MAX_VALUE);
    }

    private static DarktraceException unanswered(Throwable failure) {
        return outcomeUnknown(
                failure instanceof TimeoutException
                        ? "No answer came in time"
                        : "The connection broke or the answer was not readable");
    }

    private static DarktraceException unread(Throwable failure, Attempt attempt) {
        if (failure instanceof TimeoutException) {
            return new DarktraceException(
                            Kind.TIMEOUT,
                            "Darktrace did not answer in time. Ask for less, or raise the instance's limits.answer-timeout.")
                    .worthRepeating(Integer.MAX_VALUE);
        }
        if (failure instanceof AnswerException odd) {
            return odd.meaning();
        }
        if (failure instanceof CodecException) {
            return DarktraceAnswer.unreadable("is not JSON or is cut off");
        }
        return attempt.isAnswered()
                ? DarktraceAnswer.unreadable("is cut off").worthRepeating(Integer.MAX_VALUE)
                : new DarktraceException(Kind.UNAVAILABLE, "The connection to Darktrace broke before an answer came.")
                        .worthRepeating(Integer.MAX_VALUE);
    }

    /**
     * What the outer guards say when they do not let an attempt through.
     *
     * @param wait how long those will take that wait already
     */
    static Throwable notStarted(Throwable failure, @Nullable String lastFailure, Duration wait) {
        if (failure instanceof CallNotPermittedException) {
            return new DarktraceException(
                            Kind.UNAVAILABLE,
                            "Darktrace failed so often that nothing more is sent for a moment."
                                    + (lastFailure == null ? "" : " The latest failure: " + lastFailure))
                    .retryAfter(Guards.BREAKER_PAUSE)
                    .causedBy(failure);
        }
        if (failure instanceof PoolAcquirePendingLimitException) {
            return busy("More requests wait for this appliance than limits.max-waiting allows", wait)
                    .causedBy(failure);
        }
        if (isTooLate(failure)) {
            return busy("So many requests wait for this appliance that this one would not be answered in time", wait)
                    .causedBy(failure);
        }
        return failure;
    }

    private static DarktraceException busy(String why, Duration wait) {
        return new DarktraceException(
                        Kind.RATE_LIMITED, why + "; it was not sent. Try again later, or raise the instance's limits.")
                .retryAfter(wait);
    }

    /** Whether an attempt did not get its turn in time. */
    static boolean isTooLate(Throwable failure) {
        return failure instanceof PoolAcquireTimeoutException || failure instanceof RequestNotPermitted;
    }

    /** The caller of a change stopped waiting before its turn came. */
    static DarktraceException withdrawn() {
        return new DarktraceException(
                Kind.RATE_LIMITED,
                "The caller stopped waiting, or this service is stopping, before this change was sent; it was not sent.");
    }

    static DarktraceException outcomeUnknown(String what) {
        return new DarktraceException(
                Kind.OUTCOME_UNKNOWN,
                what + " after the change was sent: it may have been made. Look at its state in Darktrace before you"
                        + " send it again.");
    }
}
