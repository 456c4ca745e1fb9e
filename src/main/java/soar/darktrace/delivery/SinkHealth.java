package soar.darktrace.delivery;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * The health of one sink. One in trouble has a status of its own, which leaves this service healthy: restarting it would
 * not help.
 */
final class SinkHealth {

    private static final Status TROUBLE = new Status("TROUBLE", "The latest request was not taken");
    private static final Status PARKED = new Status("PARKED", "Nothing more is tried: run darktrace-resume-delivery");

    private SinkHealth() {}

    static Health of(SinkWatch watch) {
        SinkState state = watch.state();
        if (state == null) {
            return Health.unknown().build();
        }
        Health.Builder health = Health.status(status(state)).withDetail("backlog", watch.backlog());
        if (state.failingSince() != null && state.failure() != null) {
            health.withDetail("failingSince", state.failingSince())
                    .withDetail("failures", state.failures())
                    .withDetail("failure", state.failure());
        }
        if (state.nextAttempt() != null) {
            health.withDetail("nextAttempt", state.nextAttempt());
        }
        return health.build();
    }

    private static Status status(SinkState state) {
        if (state.parked()) {
            return PARKED;
        }
        return state.failures() > 0 ? TROUBLE : Status.UP;
    }
}
