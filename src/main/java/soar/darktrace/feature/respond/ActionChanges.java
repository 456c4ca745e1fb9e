package soar.darktrace.feature.respond;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import soar.darktrace.command.ReasonTemplate;
import soar.darktrace.policy.GuardRails;

/**
 * Changes an action: reads its state, checks the guard rails, sends the change once, and reads the action back. The
 * state that is read decides, both after Darktrace's {@code SUCCESS} and after a lost answer.
 */
@Component
class ActionChanges {

    private final GuardRails guardRails;
    private final Clock clock;
    private final ReasonTemplate template;

    ActionChanges(GuardRails guardRails, Clock clock, ReasonTemplate template) {
        this.guardRails = guardRails;
        this.clock = clock;
        this.template = template;
    }

    /**
     * Changes one action.
     *
     * @param duration computes from the current action how long it lasts from now; null leaves that to Darktrace
     */
    Mono<CommandResult> change(
            DarktraceInstance darktrace,
            long codeid,
            Transition transition,
            Function<Action, @Nullable Duration> duration,
            String reason) {
        guardRails.requireEnabled(darktrace);
        RespondApi api = darktrace.api(RespondApi.class);
        return Actions.read(api, clock).flatMap(actions -> {
            Action action = actions.get(codeid);
            transition.requireFrom(action);
            ActionChange change = new ActionChange(
                    action, transition, duration.apply(action), Duration.between(actions.now(), clock.instant()));
            return guarded(darktrace, change)
                    .then(template.applyTo(reason))
                    .flatMap(text -> send(darktrace, api, change, text));
        });
    }

    private Mono<Void> guarded(DarktraceInstance darktrace, ActionChange change) {
        if (!change.transition().contains()) {
            return Mono.empty();
        }
        guardRails.requireAllowed(darktrace, change.action().type());
        guardRails.requireShort(darktrace, change.lasting());
        return guardRails.requireUnprotected(darktrace, change.action().did()).then();
    }

    private Mono<CommandResult> send(DarktraceInstance darktrace, RespondApi api, ActionChange change, String reason) {
        Instant sent = clock.instant();
        return api.change(change.body(reason))
                .<Mono<CommandResult>>map(answer -> {
                    DarktraceAnswer.requireSuccess(
                            answer,
                            "Darktrace refused: action " + change.codeid() + " was not " + change.transition() + ".");
                    return readBack(darktrace, api, change, sent);
                })
                // Failures of the change itself; readBack reports its own.
                .onErrorResume(
                        DarktraceException.class,
                        failure -> Mono.just(
                                failure.mayBeDone()
                                        ? settle(darktrace, api, change, sent, failure)
                                        : Mono.error(failure)))
                .flatMap(rest -> rest);
    }

    private Mono<CommandResult> readBack(
            DarktraceInstance darktrace, RespondApi api, ActionChange change, Instant sent) {
        Instant answered = clock.instant();
        return Actions.read(api, clock)
                .map(actions -> actions.get(change.codeid()))
                .map(action -> result(darktrace, change, action, answered, change.mismatch(action, sent, answered)))
                .onErrorResume(
                        DarktraceException.class,
                        unread -> Mono.error(new DarktraceException(
                                Kind.OUTCOME_UNKNOWN,
                                "Darktrace said that action " + change.codeid() + " was " + change.transition()
                                        + ", but its state cannot be read back: " + unread.sentence())));
    }

    /** What is read is the state; whoever made it so may have been somebody else. */
    private Mono<CommandResult> settle(
            DarktraceInstance darktrace,
            RespondApi api,
            ActionChange change,
            Instant sent,
            DarktraceException failure) {
        Instant lost = clock.instant();
        return Actions.read(api, clock)
                .map(actions -> actions.get(change.codeid()))
                .filter(action -> change.mismatch(action, sent, lost).isEmpty())
                .map(action -> result(
                        darktrace,
                        change,
                        action,
                        lost,
                        List.of("The answer was lost; reading back shows the action as it was asked for.")))
                .onErrorMap(failure::unsettledBy)
                .switchIfEmpty(Mono.error(() -> failure));
    }

    private CommandResult result(
            DarktraceInstance darktrace, ActionChange change, Action after, Instant made, List<String> warnings) {
        List<String> all = new ArrayList<>(warnings);
        if (change.transition().contains()) {
            guardRails.excess(darktrace, after, change.byTheirClock(made)).ifPresent(all::add);
        }
        return CommandResult.of("RESPOND Action %s %s".formatted(after.codeid(), change.transition()), after.outputs())
                .warning(all);
    }
}
