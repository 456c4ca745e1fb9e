package soar.darktrace.feature.respond;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Action;
import soar.darktrace.api.ActionState;
import soar.darktrace.api.Actions;
import soar.darktrace.api.Reference;
import soar.darktrace.api.RespondApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An action to create. If the answer is lost, it is recognised by its reference alone: another caller may have asked for
 * the same at the same time.
 *
 * @param asked as it is sent, the reference below its reason
 */
record NewAction(RespondApi.ManualAction asked, Reference reference) {

    /** Creates the action once, and answers with what Darktrace shows of it. */
    Mono<CommandResult> create(RespondApi api, Clock clock) {
        return api.create(asked)
                .map(answer -> readBack(api, clock, codeid(answer)))
                // Failures of the creation itself; readBack reports its own.
                .onErrorResume(
                        DarktraceException.class,
                        failure -> Mono.just(failure.mayBeDone() ? find(api, clock, failure) : Mono.error(failure)))
                .flatMap(rest -> rest);
    }

    /**
     * The ID of the created action. Darktrace answers {@code {"codeid": 0}} when it did not create it ({@code
     * darktrace-api.md} §2.4); some documents call the field {@code code}.
     */
    private long codeid(JsonNode answer) {
        String refusal = "Darktrace did not create the action %s for device %s. Not every device takes every action."
                .formatted(asked.action(), asked.did());
        long codeid = DarktraceNumber.whole(answer.path("codeid"), DarktraceNumber.whole(answer.path("code"), -1));
        if (codeid < 0 || DarktraceAnswer.isRefusal(answer)) {
            throw DarktraceAnswer.notDone(answer, refusal);
        }
        if (codeid == 0) {
            throw new DarktraceException(Kind.REFUSED, refusal);
        }
        return codeid;
    }

    private Mono<CommandResult> readBack(RespondApi api, Clock clock, long codeid) {
        return Actions.read(api, clock)
                .map(actions -> {
                    actions.requireList();
                    return created(actions, codeid).map(action -> result(action, actions, List.of()));
                })
                .onErrorResume(DarktraceException.class, unread -> Mono.just(Optional.of(unseen(codeid, unread))))
                .map(shown -> shown.orElseThrow(() -> named(new DarktraceException(
                        Kind.OUTCOME_UNKNOWN,
                        "Darktrace answered with action %s, but shows no such action for device %s: it may have been created."
                                        .formatted(codeid, asked.did())
                                + " Look at its actions in Darktrace before you send it again."))));
    }

    /** What the answer calls an ID may be another number: the reference decides, then the ID with the device. */
    private Optional<Action> created(Actions actions, long codeid) {
        return actions.all()
                .filter(action -> action.isOf(reference))
                .findFirst()
                .or(() -> actions.find(codeid).filter(action -> action.did() == asked.did()));
    }

    private Mono<CommandResult> find(RespondApi api, Clock clock, DarktraceException failure) {
        DarktraceException unknown = named(failure);
        return Actions.read(api, clock)
                .map(actions -> actions.all()
                        .filter(action -> action.isOf(reference))
                        .findFirst()
                        .map(action -> result(
                                action, actions, List.of("The answer was lost; reading back shows that it was done.")))
                        .orElseThrow(() -> unknown))
                .onErrorMap(unread -> unread != unknown, unread -> named(failure.unsettledBy(unread)));
    }

    private DarktraceException named(DarktraceException failure) {
        return failure.kind() == Kind.OUTCOME_UNKNOWN
                ? failure.saying(failure.sentence() + " Its reason ends with " + reference.token() + ".")
                : failure;
    }

    private static CommandResult result(Action action, Actions actions, List<String> warnings) {
        List<String> all = new ArrayList<>(warnings);
        if (action.state() != ActionState.ACTIVE) {
            all.add("Darktrace shows action %s as %s, not as active.".formatted(action.codeid(), action.state()));
        }
        String equal = actions.all()
                .filter(other -> other.codeid() != action.codeid() && other.state() == ActionState.ACTIVE)
                .filter(action::doesTheSameAs)
                .map(other -> Long.toString(other.codeid()))
                .collect(Collectors.joining(", "));
        if (!equal.isEmpty()) {
            all.add("Device %s has the same action twice: %s is active, too. To release the device, clear all of them."
                    .formatted(action.did(), equal));
        }
        return CommandResult.of("RESPOND Action %s created".formatted(action.codeid()), action.outputs())
                .warning(all);
    }

    private CommandResult unseen(long codeid, DarktraceException unread) {
        ObjectNode outputs = JsonNodeFactory.instance
                .objectNode()
                .put("codeid", codeid)
                .put("did", asked.did())
                .put("action", asked.action());
        return CommandResult.of("RESPOND Action %s created".formatted(codeid), outputs)
                .warning(List.of(
                        "Darktrace created the action, but its state cannot be read back: " + unread.sentence()));
    }
}
