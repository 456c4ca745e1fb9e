package soar.darktrace.feature.analyst;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.AnalystComments;
import soar.darktrace.api.AnalystEvent;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.api.NewComment;
import soar.darktrace.api.Reference;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A comment to add to an incident event. The answer says nothing about whether it was stored, nor whether there is such an
 * event: the event is read before, the comments after.
 *
 * @param text of the comment as it is sent
 */
record NewAnalystComment(PostAnalystComment.Arguments arguments, String text, Reference reference) {

    /** An appliance may take so long until it shows what it stored. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    Mono<CommandResult> post(DarktraceInstance darktrace) {
        AnalystApi api = darktrace.api(AnalystApi.class);
        return api.eventOrNotFound(arguments.eventId(), null)
                .flatMap(event -> sent(api)
                        .flatMap(response -> response.isEmpty()
                                ? elsewhere(event, darktrace)
                                : Mono.just(result(response, true, List.of()))));
    }

    /** A sentence about the comment that is stored; an empty one where it is not. */
    private Mono<String> sent(AnalystApi api) {
        return api.comment(new AnalystApi.Comment(arguments.eventId(), reference.under(text)))
                .map(answer -> {
                    AnalystApi.requireSuccess(
                            answer, "Darktrace refused the comment on AI Analyst event " + arguments.eventId() + ".");
                    return "";
                })
                .onErrorResume(
                        DarktraceException.class,
                        failure -> failure.mayBeDone() ? settle(api, failure) : Mono.error(failure))
                .flatMap(settled -> settled.isEmpty()
                        ? isStored(api).map(stored -> stored ? "Successfully commented." : "")
                        : Mono.just(settled));
    }

    private Mono<Boolean> isStored(AnalystApi api) {
        Mono<Boolean> read =
                api.comments(arguments.eventId()).map(answer -> new AnalystComments(answer).have(reference));
        return read.flatMap(stored ->
                        stored ? Mono.just(true) : Mono.delay(PATIENCE).then(read))
                .onErrorMap(unread -> named(new DarktraceException(
                        Kind.OUTCOME_UNKNOWN,
                        "Darktrace accepted the comment, but whether it stored it cannot be read. Look at the incident event"
                                + " before you send it again.")));
    }

    /** The answer was lost: a comment that is not there may come yet. */
    private Mono<String> settle(AnalystApi api, DarktraceException failure) {
        return api.comments(arguments.eventId())
                .filter(answer -> new AnalystComments(answer).have(reference))
                .map(found -> "Is commented, as reading it back shows; the answer was lost.")
                .onErrorMap(unread -> named(failure.unsettledBy(unread)))
                .switchIfEmpty(Mono.error(() -> named(failure)));
    }

    private Mono<CommandResult> elsewhere(AnalystEvent event, DarktraceInstance darktrace) {
        List<Long> pbids = event.pbids();
        String notStored =
                "Darktrace accepted the comment, but did not store it: Darktrace 7 keeps no comments on incident"
                        + " events.";
        if (pbids.isEmpty()) {
            return Mono.just(
                    result(notStored + " There is no related model breach either.", false, List.of(notStored)));
        }
        if (!arguments.fallbackToBreach()) {
            String offer = notStored + " Comment on a related model breach instead: darktrace-add-comment pbid="
                    + pbids.get(0) + ", or repeat this with fallback_to_breach=true.";
            return Mono.just(result(offer, false, List.of(offer)));
        }
        return new NewComment(pbids.get(0), text, reference)
                .post(darktrace.api(ModelBreachApi.class))
                .map(response -> {
                    CommandResult result =
                            result(notStored + " Model breach " + pbids.get(0) + " has it instead.", false, List.of());
                    ((ObjectNode) result.outputs()).put("commented", true).put("breachPbid", pbids.get(0));
                    return result;
                });
    }

    private CommandResult result(String response, boolean stored, List<String> warnings) {
        ObjectNode outputs = JsonNodeFactory.instance
                .objectNode()
                .put("eventId", arguments.eventId())
                .put("message", arguments.comment())
                .put("commented", stored)
                .put("stored", stored)
                .put("response", response);
        return CommandResult.of("Darktrace AIA Post Comment Response", outputs).warning(warnings);
    }

    private DarktraceException named(DarktraceException failure) {
        return failure.kind() == Kind.OUTCOME_UNKNOWN
                ? failure.saying(failure.sentence() + " The comment ends with " + reference.token() + ".")
                : failure;
    }
}
