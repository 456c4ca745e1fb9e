package soar.darktrace.feature.respond;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Action;
import soar.darktrace.api.ActionState;
import soar.darktrace.api.Actions;
import soar.darktrace.api.RespondApi;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An action that Darktrace has just created. */
record NewAction(long codeid, RespondApi.ManualAction asked) {

    /** {@code Date} headers have whole seconds. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /**
     * Darktrace answers {@code {"codeid": 0}} when it did not create the action ({@code darktrace-api.md} §2.4); some
     * documents call the field {@code code}.
     */
    static NewAction of(RespondApi.ManualAction asked, JsonNode answer) {
        long codeid = DarktraceNumber.whole(answer.path("codeid"), DarktraceNumber.whole(answer.path("code"), 0));
        if (codeid == 0) {
            throw new DarktraceException(
                    Kind.REFUSED,
                    "Darktrace did not create the action %s for device %d. Not every device takes every action."
                            .formatted(asked.action(), asked.did()));
        }
        return new NewAction(codeid, asked);
    }

    Mono<CommandResult> readBack(RespondApi api, Clock clock) {
        return Actions.read(api, clock)
                .map(actions -> actions.get(codeid))
                .map(action -> result(action, List.of()))
                .onErrorResume(DarktraceException.class, unread -> Mono.just(unseen(unread)));
    }

    /**
     * Takes the newest action with the same device, kind and reason that started since for the one that was sent. It
     * cannot be distinguished from an equal request of another client at the same time.
     */
    static Mono<CommandResult> findAfterLostAnswer(
            RespondApi api, Clock clock, RespondApi.ManualAction asked, Instant sent, DarktraceException failure) {
        return Actions.read(api, clock).onErrorMap(unread -> failure).map(actions -> {
            Instant earliest =
                    sent.minus(Duration.between(actions.now(), clock.instant())).minus(TOLERANCE);
            return actions.all()
                    .filter(action -> action.isManual(asked.did(), asked.action(), asked.reason()))
                    .filter(action -> action.startedSince(earliest))
                    .max(Comparator.comparingLong(Action::codeid))
                    .map(action -> result(action, List.of("The answer was lost; reading back shows that it was done.")))
                    .orElseThrow(() -> failure);
        });
    }

    private static CommandResult result(Action action, List<String> warnings) {
        List<String> all = action.state() == ActionState.ACTIVE
                ? warnings
                : List.of("Darktrace shows action %d as %s, not as active.".formatted(action.codeid(), action.state()));
        return CommandResult.of("RESPOND Action %d created".formatted(action.codeid()), action.outputs())
                .warning(all);
    }

    private CommandResult unseen(DarktraceException unread) {
        ObjectNode outputs = JsonNodeFactory.instance
                .objectNode()
                .put("codeid", codeid)
                .put("did", asked.did())
                .put("action", asked.action());
        return CommandResult.of("RESPOND Action %d created".formatted(codeid), outputs)
                .warning(List.of(
                        "Darktrace created the action, but its state cannot be read back: " + unread.sentence()));
    }
}
