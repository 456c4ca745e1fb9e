package soar.darktrace.feature.breach;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Comments;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.client.ClockSkew;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import tools.jackson.databind.JsonNode;

/** A comment to add. If the answer is lost, the comments are read to find it. */
record NewComment(long pbid, String message) {

    /** {@code Date} headers have whole seconds. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** Adds the comment and returns a sentence about it. */
    Mono<String> post(ModelBreachApi api, Clock clock) {
        return Mono.defer(() -> {
            Instant sent = clock.instant();
            return api.comment(pbid, new ModelBreachApi.Comment(message))
                    .map(this::written)
                    .onErrorResume(
                            DarktraceException.class,
                            failure -> failure.kind() == Kind.OUTCOME_UNKNOWN
                                    ? readBack(api, clock, sent, failure)
                                    : Mono.error(failure));
        });
    }

    private String written(JsonNode answer) {
        if (!DarktraceAnswer.isSuccess(answer)) {
            throw new DarktraceException(Kind.REFUSED, "Darktrace refused the comment on model breach " + pbid + ".");
        }
        return "Successfully commented.";
    }

    /** The user name of the token is not known here, so that a comment is recognised by text and time. */
    private Mono<String> readBack(ModelBreachApi api, Clock clock, Instant sent, DarktraceException failure) {
        return api.comments(pbid, null).onErrorMap(unread -> failure).map(answer -> {
            if (!Comments.in(answer).hold(message, byTheirClock(sent, answer, clock))) {
                throw failure;
            }
            return "Is commented, as reading it back shows; the answer was lost.";
        });
    }

    private static Instant byTheirClock(Instant sent, ResponseEntity<JsonNode> answer, Clock clock) {
        Duration skew = ClockSkew.of(answer.getHeaders(), clock.instant()).orElse(Duration.ZERO);
        return sent.minus(skew).minus(TOLERANCE);
    }
}
