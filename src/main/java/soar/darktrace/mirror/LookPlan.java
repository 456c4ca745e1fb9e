package soar.darktrace.mirror;

import java.time.Duration;

/**
 * Which breaches a cycle looks at: a young one each time, an older one less often, about a hundred times in its age so far; one
 * that is acknowledged as rarely as the oldest. Each breach has its turn by its ID, so that the looks are spread evenly, and
 * nothing has to be kept of when it was looked at last.
 *
 * @param cycle the number of the cycle
 * @param interval from one cycle to the next
 */
record LookPlan(long cycle, Duration interval) {

    /** Whatever happened to a breach is found within this time. */
    static final Duration LONGEST = Duration.ofMinutes(30);

    private static final int LOOKS_IN_AN_AGE = 100;

    boolean isDue(String id, Duration age, boolean isAcknowledged) {
        Duration pause = isAcknowledged ? LONGEST : shorter(age.dividedBy(LOOKS_IN_AN_AGE), LONGEST);
        long cycles = Math.max(1, pause.toMillis() / interval.toMillis());
        return Math.floorMod(id.hashCode() + cycle, cycles) == 0;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
