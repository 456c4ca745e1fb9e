package soar.darktrace.api;

import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;

/**
 * A comment to add to a model breach. If the answer is lost, the comments are read to find it by its reference: who the token's user is, is
 * not known here, and others may write the same text.
 */
public record NewComment(long pbid, String message, Reference reference) {

    /** Adds the comment once, with the reference below it, and returns a sentence about it. */
    public Mono<String> post(ModelBreachApi api) {
        return api.comment(pbid, new ModelBreachApi.Comment(reference.under(message)))
                .map(answer -> {
                    DarktraceAnswer.requireSuccess(
                            answer, "Darktrace refused the comment on model breach " + pbid + ".");
                    return "Successfully commented.";
                })
                .onErrorResume(
                        DarktraceException.class,
                        failure -> failure.mayBeDone() ? readBack(api, failure) : Mono.error(failure));
    }

    private Mono<String> readBack(ModelBreachApi api, DarktraceException failure) {
        return api.comments(pbid, null)
                .filter(answer -> Comments.in(answer).have(reference))
                .map(found -> "Is commented, as reading it back shows; the answer was lost.")
                .onErrorMap(unread -> named(failure.unsettledBy(unread)))
                .switchIfEmpty(Mono.error(() -> named(failure)));
    }

    private DarktraceException named(DarktraceException failure) {
        return failure.kind() == Kind.OUTCOME_UNKNOWN
                ? failure.saying(failure.sentence() + " The comment ends with " + reference.token() + ".")
                : failure;
    }
}
