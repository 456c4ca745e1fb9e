package soar.darktrace.feature.breach;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.BreachState;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.api.NewComment;
import soar.darktrace.api.Reference;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.EachItem;
import soar.darktrace.command.ReasonTemplate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts model breaches in a state, with a comment where one is given. */
record Acknowledgement(BreachState state) {

    /** Puts the breaches in this state, then comments on them where a message is given. */
    Mono<CommandResult> apply(AcknowledgeArguments arguments, ModelBreachApi api, ReasonTemplate template) {
        return EachBreach.forEach(arguments.pbid(), pbid -> "Model Breach " + pbid + " " + title(), pbid -> {
            Mono<String> change = state.settle(api, pbid);
            if (arguments.message() == null) {
                return change.map(response -> outcome(pbid, response));
            }
            Mono<String> comment = template.applyTo(arguments.message())
                    .flatMap(text -> new NewComment(pbid, text, Reference.random()).post(api));
            return commented(change, comment, pbid);
        });
    }

    /**
     * The state has changed even if the comment fails, so that a failed comment is a warning. The calls are
     * concatenated, since in a dry run the first one completes without an answer.
     */
    private Mono<EachItem.Outcome> commented(Mono<String> change, Mono<String> comment, long pbid) {
        Mono<Object> settledComment =
                comment.<Object>map(response -> response).onErrorResume(DarktraceException.class, Mono::just);
        return Flux.concat(change, settledComment)
                .collectList()
                .filter(both -> both.size() == 2)
                .map(both -> {
                    EachItem.Outcome outcome = outcome(pbid, both.get(0) + " " + said(both.get(1)));
                    boolean added = !(both.get(1) instanceof DarktraceException);
                    if (!isOutcomeUnknown(both.get(1))) {
                        outcome.outputs().put("commented", added);
                    }
                    return added
                            ? outcome
                            : new EachItem.Outcome(
                                    outcome.outputs(),
                                    outcome.rows(),
                                    List.of("Model breach " + pbid + " is " + state + ", but "
                                            + (isOutcomeUnknown(both.get(1))
                                                    ? "whether the comment was added is unknown: "
                                                    : "the comment failed: ")
                                            + said(both.get(1))));
                });
    }

    /** Then the comment may exist: neither true nor false would be certain. */
    private static boolean isOutcomeUnknown(Object responseOrFailure) {
        return responseOrFailure instanceof DarktraceException failure && failure.kind() == Kind.OUTCOME_UNKNOWN;
    }

    private static String said(Object responseOrFailure) {
        return responseOrFailure instanceof DarktraceException failure
                ? failure.sentence()
                : responseOrFailure.toString();
    }

    private EachItem.Outcome outcome(long pbid, String response) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        outputs.put("pbid", pbid).put("acknowledged", state == BreachState.ACKNOWLEDGED);
        return EachItem.Outcome.of(outputs, response, List.of());
    }

    private String title() {
        return state.name().charAt(0) + state.toString().substring(1);
    }
}
