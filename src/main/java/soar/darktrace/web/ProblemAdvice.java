package soar.darktrace.web;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.util.DisconnectedClientHelper;
import soar.darktrace.access.AccessException;
import soar.darktrace.access.AuditException;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.command.CommandException;
import soar.darktrace.failure.Failure;
import soar.darktrace.store.StoreException;

/** Returns every failure as a {@link Problem}, never as a stack trace or an HTML page. */
@RestControllerAdvice
class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String INVALID_REQUEST = "invalid_request";
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;

    @ExceptionHandler({
        CommandException.class,
        DarktraceException.class,
        AccessException.class,
        AuditException.class,
        CursorExpiredException.class,
        StoreException.class
    })
    ResponseEntity<Problem> failure(Exception exception, ServerWebExchange exchange) {
        return answer(of(exception, (Failure) exception, exchange), exchange);
    }

    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Problem> other(Exception exception, ServerWebExchange exchange) {
        return problem(exception, exchange)
                .map(problem -> answer(problem, exchange))
                .orElse(null);
    }

    /**
     * What a failure is returned as, where it is none of a command: requests that Spring refuses before a handler runs, such
     * as an unreadable body, a wrong address, method or type, and faults of this service. Empty for a caller who is gone.
     */
    static Optional<Problem> problem(Throwable failure, ServerWebExchange exchange) {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            CorrelationFilter.of(exchange)
                    .whileLogging(
                            () -> log.debug("A caller left before its request was complete: {}", failure.toString()));
            return Optional.empty();
        }
        if (failure instanceof Failure refused) {
            return Optional.of(of(failure, refused, exchange));
        }
        if (failure instanceof ErrorResponse refused && refused.getStatusCode().is4xxClientError()) {
            List<String> allowed = refused.getHeaders().getOrEmpty(HttpHeaders.ALLOW);
            if (!allowed.isEmpty() && !exchange.getResponse().isCommitted()) {
                exchange.getResponse().getHeaders().put(HttpHeaders.ALLOW, allowed);
            }
            return Optional.of(refused(refused, failure, Remedy.at(exchange)));
        }
        if (isUnknownComponent(exchange, failure)) {
            return Optional.of(Problem.ofServer(NOT_FOUND));
        }
        CorrelationFilter.of(exchange).whileLogging(() -> log.error("A request failed in this service", failure));
        return Optional.of(Problem.ofFault());
    }

    private static Problem of(Throwable failure, Failure refused, ServerWebExchange exchange) {
        if (failure instanceof StoreException store) {
            CorrelationFilter.of(exchange)
                    .whileLogging(() -> log.warn("A request failed in the store: {}", StoreException.words(store)));
        }
        return Problem.of(refused, String.valueOf(failure.getMessage()));
    }

    /** Spring Boot's health fails on a path below a component that does not exist, and on an encoded slash. */
    private static boolean isUnknownComponent(ServerWebExchange exchange, Throwable failure) {
        return exchange.getRequest().getPath().value().startsWith("/actuator/health/")
                && (failure instanceof IllegalArgumentException || failure instanceof IllegalStateException);
    }

    private static Problem refused(ErrorResponse refused, Throwable exception, Remedy remedy) {
        int status = refused.getStatusCode().value();
        if (status == TOO_LARGE) {
            return Problem.of(400, INVALID_REQUEST, "The request body is over 4 MiB.");
        }
        if (exception instanceof ServerWebInputException unreadable) {
            return Problem.of(400, INVALID_REQUEST, UnreadableBody.sentence(unreadable, remedy));
        }
        if (status == NOT_FOUND) {
            return Problem.ofServer(NOT_FOUND);
        }
        if (exception instanceof NotAcceptableStatusException unread
                && unread.getSupportedMediaTypes().isEmpty()) {
            return Problem.of(
                    406,
                    INVALID_REQUEST,
                    "The header Accept cannot be read: send Accept: " + remedy.accept()
                            + ". 50 types and 1,000 characters are the most.");
        }
        return Problem.of(
                status,
                INVALID_REQUEST,
                switch (status) {
                    case 405 -> "This address does not take that method; " + remedy.methods() + ".";
                    case 406 -> remedy.types();
                    case 415 ->
                        "The request body must be JSON, and not compressed: send Content-Type: application/json, and no"
                                + " Content-Encoding.";
                    default -> "The request is not valid.";
                });
    }

    /** What has begun, such as a file, cannot become a problem any more: the server breaks the connection off. */
    private static ResponseEntity<Problem> answer(Problem problem, ServerWebExchange exchange) {
        if (exchange.getResponse().isCommitted()) {
            logBreakOff(problem, exchange);
            throw new IllegalStateException("The answer had begun");
        }
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, problem.retryAfter().toString());
        }
        return answer.body(problem.in(CorrelationFilter.of(exchange)));
    }

    static void logBreakOff(Problem problem, ServerWebExchange exchange) {
        CorrelationFilter.of(exchange)
                .whileLogging(() ->
                        log.warn("An answer breaks off after it began, {}: {}", problem.code(), problem.detail()));
    }
}
