package soar.darktrace.client;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the latest exchanges with an appliance showed, so that health can be told without calling it. */
final class InstanceState {

    /**
     * The state at one moment.
     *
     * @param lastSuccess when an exchange last succeeded; null when none has
     * @param lastFailure when one last failed; null when none has
     * @param code the code of that failure
     * @param failure the sentence of that failure
     * @param isFailing whether the latest exchange was that failure
     */
    record Snapshot(
            @Nullable Instant lastSuccess,
            @Nullable Instant lastFailure,
            @Nullable String code,
            @Nullable String failure,
            boolean isFailing) {}

    private final Clock clock;
    private volatile Supplier<@Nullable String> tokenProblem = () -> null;
    private volatile Snapshot snapshot = new Snapshot(null, null, null, null, false);

    /** Nothing is known at first. */
    InstanceState(Clock clock) {
        this.clock = clock;
    }

    /** Darktrace answered sensibly. */
    void succeed() {
        Snapshot before = snapshot;
        snapshot = new Snapshot(clock.instant(), before.lastFailure(), before.code(), before.failure(), false);
    }

    /** Counts as a success where Darktrace answered sensibly, if not as wished. */
    void fail(Throwable failure) {
        if (failure instanceof DarktraceException darktrace) {
            switch (darktrace.kind()) {
                case NOT_FOUND, REFUSED -> succeed();
                case RATE_LIMITED -> {}
                default ->
                    snapshot = new Snapshot(
                            snapshot.lastSuccess(), clock.instant(), darktrace.code(), darktrace.sentence(), true);
            }
        }
    }

    /** Why an instance's token files cannot be read; null where they can, or there are none. */
    @Nullable
    String tokenProblem() {
        return tokenProblem.get();
    }

    /** Where that is asked. */
    void watch(Supplier<@Nullable String> problem) {
        tokenProblem = problem;
    }

    Snapshot snapshot() {
        return snapshot;
    }
}
