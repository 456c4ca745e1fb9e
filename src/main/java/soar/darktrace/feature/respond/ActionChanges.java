package soar.darktrace.feature.respond;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Action;
import soar.darktrace.api.Actions;
import soar.darktrace.api.RespondApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.CommandResult;
import soar.darktrace.policy.GuardRails;

/**
 * Changes an action: reads its state, checks the guard rails, sends the change once, and reads the action back. The
 * state that is read decides, both after Darktrace's {@code SUCCESS} and after a lost answer.
 */
@Component
class ActionChanges {

    /** Tolerance between requested and returned expiry: network delay, and clocks in whole seconds. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final GuardRails guardRails;
    private final Clock clock;

    ActionChanges(GuardRails guardRails, Clock clock) {
        this.guardRails = guardRails;
        this.clock = clock;
    }

    /**
     * Changes one action.
     *
     * @param duration computes from the current action how long it lasts from now; null leaves it unchanged
     */
    Mono<CommandResult> change(
            DarktraceInstance darktrace,
            long codeid,
            Transition transition,
            Function<Action, @Nullable Duration> duration,
            String reason) {
        guardRails.requireEnabled(darktrace);
        RespondApi api = darktrace.api(RespondApi.class);
        return Actions.read(api, clock)
                .map(actions -> actions.get(codeid))
                .doOnNext(transition::requireFrom)
                .flatMap(action -> {
                    Duration wanted = duration.apply(action);
                    return guarded(darktrace, transition, action, wanted)
                            .then(Mono.defer(() -> send(api, new Change(codeid, transition, wanted, reason))));
                });
    }

    private Mono<Void> guarded(
            DarktraceInstance darktrace, Transition transition, Action action, @Nullable Duration duration) {
        if (!transition.contains()) {
            return Mono.empty();
        }
        guardRails.requireAllowed(darktrace, action.type());
        guardRails.requireShort(darktrace, duration == null ? action.remaining() : duration);
        return guardRails.requireUnprotected(darktrace, action.did()).then();
    }

    private Mono<CommandResult> send(RespondApi api, Change change) {
        return api.change(change.body())
                .<Mono<CommandResult>>map(answer -> DarktraceAnswer.isSuccess(answer)
                        ? readBack(api, change)
                        : Mono.error(new DarktraceException(
                                Kind.REFUSED,
                                "Darktrace refused: action " + change.codeid() + " was not " + change.transition()
                                        + ".")))
                // Failures of the change itself; readBack reports its own.
                .onErrorResume(
                        DarktraceException.class,
                        failure -> Mono.just(
                                failure.kind() == Kind.OUTCOME_UNKNOWN
                                        ? settle(api, change, failure)
                                        : Mono.error(failure)))
                .flatMap(rest -> rest);
    }

    private Mono<CommandResult> readBack(RespondApi api, Change change) {
        return Actions.read(api, clock)
                .map(actions -> actions.get(change.codeid()))
                .map(action -> result(change, action, change.mismatch(action)))
                .onErrorResume(
                        DarktraceException.class,
                        unread -> Mono.error(new DarktraceException(
                                Kind.OUTCOME_UNKNOWN,
                                "Darktrace said that action " + change.codeid() + " was " + change.transition()
                                        + ", but its state cannot be read back: " + unread.sentence())));
    }

    private Mono<CommandResult> settle(RespondApi api, Change change, DarktraceException failure) {
        return Actions.read(api, clock)
                .map(actions -> actions.get(change.codeid()))
                .onErrorMap(unread -> failure)
                .map(action -> {
                    if (!change.mismatch(action).isEmpty()) {
                        throw failure;
                    }
                    return result(change, action, List.of("The answer was lost; reading back shows that it was done."));
                });
    }

    private static CommandResult result(Change change, Action action, List<String> warnings) {
        String title = "RESPOND Action %d %s".formatted(action.codeid(), change.transition());
        return CommandResult.of(title, action.outputs()).warning(warnings);
    }

    /** A change to send. */
    private record Change(
            long codeid, Transition transition, @Nullable Duration duration, String reason) {

        RespondApi.ActionChange body() {
            boolean activates = transition == Transition.ACTIVATE || transition == Transition.REACTIVATE;
            return new RespondApi.ActionChange(
                    codeid,
                    activates ? true : null,
                    transition == Transition.CLEAR ? true : null,
                    duration == null ? null : duration.toSeconds(),
                    reason);
        }

        /** How the action differs from the requested state and duration. */
        List<String> mismatch(Action after) {
            List<String> mismatch = new ArrayList<>();
            if (after.state() != transition.target()) {
                mismatch.add("Darktrace shows action %d as %s, not as %s."
                        .formatted(codeid, after.state(), transition.target()));
            } else if (duration != null
                    && after.remaining().minus(duration).abs().compareTo(TOLERANCE) > 0) {
                mismatch.add("Darktrace shows %d s left for action %d, not %d s."
                        .formatted(after.remaining().toSeconds(), codeid, duration.toSeconds()));
            }
            return mismatch;
        }
    }
}
