package soar.darktrace.feature.respond;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import soar.darktrace.api.Action;
import soar.darktrace.api.RespondApi;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.policy.Permissions;

/**
 * A change to send, and how to tell from the action afterwards whether it was made.
 *
 * @param action as it was read before
 * @param duration how long the action is to last from when the change is made; null for what Darktrace grants
 * @param skew this machine's time minus Darktrace's
 */
record ActionChange(
        Action action, Transition transition, @Nullable Duration duration, Duration skew) {

    /** Clocks in whole seconds, and an appliance that takes its time. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    long codeid() {
        return action.codeid();
    }

    RespondApi.ActionChange body(String reason) {
        boolean activates = transition == Transition.ACTIVATE || transition == Transition.REACTIVATE;
        return new RespondApi.ActionChange(
                codeid(),
                activates ? true : null,
                transition == Transition.CLEAR ? true : null,
                duration == null ? null : duration.toSeconds(),
                reason);
    }

    /**
     * How long the action would contain the device. Without a duration Darktrace grants the time of the model anew, of
     * which a pending action has used some.
     */
    Duration lasting() {
        if (duration != null) {
            return duration;
        }
        Instant end = action.expires()
                .orElseThrow(() -> Permissions.refused(
                        "Action " + codeid() + " has no end in Darktrace, so that it needs a duration."));
        return action.start()
                .map(start -> Duration.between(start, end))
                .filter(whole -> whole.compareTo(action.remaining()) > 0)
                .orElseGet(action::remaining);
    }

    /**
     * How the action differs from what was asked for. The change was made between these two moments of this machine; how
     * long it took to read the action afterwards has no influence.
     */
    List<String> mismatch(Action after, Instant sent, Instant answered) {
        boolean isInState = transition.contains() ? after.isOrWasActive() : after.state() == transition.target();
        if (!isInState) {
            return List.of("Darktrace shows action %s as %s, not as %s."
                    .formatted(codeid(), after.state(), transition.target()));
        }
        if (duration == null) {
            return List.of();
        }
        Instant earliest = byTheirClock(sent).plus(duration);
        Instant latest = byTheirClock(answered).plus(duration);
        return after.expires()
                        .filter(end -> !end.isBefore(earliest.minus(TOLERANCE))
                                && !end.isAfter(latest.plus(TOLERANCE))
                                && !isWhereItWas(end, earliest))
                        .isPresent()
                ? List.of()
                : List.of("Darktrace shows that action %s %s, not at %s."
                        .formatted(
                                codeid(),
                                after.expires()
                                        .map(end -> "ends at " + shown(end))
                                        .orElse("has no end"),
                                shown(earliest)));
    }

    Instant byTheirClock(Instant ours) {
        return ours.minus(skew);
    }

    /** A change by less than the tolerance shows only in that the time has moved. */
    private boolean isWhereItWas(Instant end, Instant wanted) {
        return action.expires().filter(end::equals).isPresent()
                && Duration.between(end, wanted).abs().compareTo(ONE_SECOND) >= 0;
    }

    private static String shown(Instant time) {
        return DarktraceTime.iso(time.toEpochMilli());
    }
}
