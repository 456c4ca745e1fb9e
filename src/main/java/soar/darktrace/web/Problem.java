package soar.darktrace.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import soar.darktrace.command.CorrelationId;
import soar.darktrace.failure.Failure;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A problem document (RFC 9457). Spring's own {@code ProblemDetail} keeps {@code instance} for the request's path; here
 * it names the Darktrace instance.
 *
 * @param title the reason phrase of the status
 * @param detail what happened and what to do about it
 * @param code the stable code, see {@code docs/errors.md}
 * @param argument the invalid argument, if there is one
 * @param instance the Darktrace instance of the failure, if there is one
 * @param retryAfter after how many seconds to try again, if known
 * @param correlationId the ID that the log lines of the request carry
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String title,
        int status,
        String detail,
        String code,
        @Nullable Object argument,
        @Nullable Object instance,
        @Nullable Object retryAfter,
        @Nullable String correlationId) {

    /** Sentences quote what the caller wrote, and that may be long. */
    private static final int LONGEST = 2000;

    Problem {
        detail = shortened(detail);
        argument = argument instanceof String name ? shortened(name) : argument;
    }

    static Problem of(Failure failure, String sentence) {
        return new Problem(
                title(failure.status()),
                failure.status(),
                sentence,
                failure.code(),
                failure.details().get("argument"),
                failure.details().get("instance"),
                failure.details().get("retry_after"),
                null);
    }

    static Problem of(int status, String code, String sentence) {
        return new Problem(title(status), status, sentence, code, null, null, null, null);
    }

    /** A fault of this service. */
    static Problem ofFault() {
        return of(
                500,
                "internal_error",
                "This service failed; its log has the cause. If the command changes something, look at its state"
                        + " in Darktrace before you send it again.");
    }

    /** A refusal of the server itself, of which there is no more to say than its status does. */
    static Problem ofServer(int status) {
        if (status >= 500) {
            return ofFault();
        }
        return of(
                status,
                "invalid_request",
                switch (status) {
                    case 404 ->
                        "There is nothing at this address: GET /api/v1/commands lists the commands, GET /openapi describes"
                                + " every address.";
                    case 408 -> "The request was not complete in time: send it again, all at once.";
                    case 413 -> "The request body is too large: 4 MiB are the most.";
                    case 414 -> "The address is too long: send arguments in the body of a POST.";
                    case 431 -> "The headers are too large: 8 KiB are the most.";
                    default -> "The request is not valid HTTP: check its address, headers and length.";
                });
    }

    /** The refusal of a body that came at the same time as many large ones. */
    static Problem busy() {
        return ofLimit("Too many large requests are being received at this moment: try again.", 1);
    }

    /** A limit of this service was reached. */
    static Problem ofLimit(String sentence, int retryAfter) {
        return new Problem(title(429), 429, sentence, "rate_limited", null, null, retryAfter, null);
    }

    Problem in(CorrelationId request) {
        return new Problem(title, status, detail, code, argument, instance, retryAfter, request.value());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static String title(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
