package soar.darktrace.feature.breach;

import java.util.List;
import java.util.Locale;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.ModelBreach;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.api.NewComment;
import soar.darktrace.api.Reference;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.EachItem;
import soar.darktrace.command.ReasonTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The two states of a model breach. Darktrace refuses an unknown breach and one that is already in that state with the
 * same message ({@code darktrace-api.md} §2.3), so that the breach is read after every answer except a success.
 */
enum Acknowledgement {
    ACKNOWLEDGED {
        @Override
        Mono<JsonNode> send(ModelBreachApi api, long pbid) {
            return api.acknowledge(pbid, true);
        }
    },
    UNACKNOWLEDGED {
        @Override
        Mono<JsonNode> send(ModelBreachApi api, long pbid) {
            return api.unacknowledge(pbid, true);
        }
    };

    abstract Mono<JsonNode> send(ModelBreachApi api, long pbid);

    /** Puts the breaches in this state, then comments on them where a message is given. */
    Mono<CommandResult> apply(AcknowledgeArguments arguments, ModelBreachApi api, ReasonTemplate template) {
        return EachBreach.forEach(arguments.pbid(), pbid -> "Model Breach " + pbid + " " + title(), pbid -> {
            Mono<String> change = settle(api, pbid);
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
                                    List.of("Model breach " + pbid + " is " + this + ", but "
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

    private Mono<String> settle(ModelBreachApi api, long pbid) {
        return send(api, pbid)
                .map(answer -> {
                    DarktraceAnswer.requireSuccess(
                            answer, "Darktrace refused: model breach " + pbid + " is not " + this + ".");
                    return "Successfully " + this + ".";
                })
                .onErrorResume(
                        DarktraceException.class,
                        failure -> failure.kind() == Kind.REFUSED || failure.mayBeDone()
                                ? readBack(api, pbid, failure)
                                : Mono.error(failure));
    }

    private Mono<String> readBack(ModelBreachApi api, long pbid, DarktraceException failure) {
        return api.breachOrNotFound(pbid)
                .map(breach -> {
                    if (!breach.isIdentified()) {
                        throw DarktraceAnswer.unreadable("is not of the expected shape");
                    }
                    if (breach.isAcknowledged() != (this == ACKNOWLEDGED)) {
                        throw failure;
                    }
                    return found(failure, breach);
                })
                .onErrorMap(
                        unread -> unread != failure && !(failure.kind() == Kind.REFUSED && isNotFound(unread)),
                        unread -> unread(failure, unread, pbid));
    }

    /** What is read is the state; whoever made it so may have been somebody else. */
    private String found(DarktraceException failure, ModelBreach breach) {
        return failure.kind() == Kind.REFUSED
                ? "Was " + this + " already."
                : "Is %s%s, as reading it back shows; the answer was lost."
                        .formatted(
                                this,
                                breach.acknowledgement().map(by -> " " + by).orElse(""));
    }

    private DarktraceException unread(DarktraceException failure, Throwable unread, long pbid) {
        return failure.kind() == Kind.REFUSED
                ? failure.saying("Darktrace refused; whether model breach %s is %s already cannot be read."
                        .formatted(pbid, this))
                : failure.unsettledBy(unread);
    }

    private static boolean isNotFound(Throwable unread) {
        return unread instanceof DarktraceException darktrace && darktrace.kind() == Kind.NOT_FOUND;
    }

    private EachItem.Outcome outcome(long pbid, String response) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        outputs.put("pbid", pbid).put("acknowledged", this == ACKNOWLEDGED);
        return EachItem.Outcome.of(outputs, response, List.of());
    }

    private String title() {
        return name().charAt(0) + toString().substring(1);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
