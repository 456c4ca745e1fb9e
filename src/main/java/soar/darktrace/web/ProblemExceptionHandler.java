package soar.darktrace.web;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import soar.darktrace.failure.Failure;

/**
 * Returns as a {@link Problem} what {@link ProblemAdvice} does not see: failures of filters, of the endpoints of Spring
 * Boot's actuator, and of the advice itself. It stands before Spring Boot's own handler, which has a form of its own.
 */
@Component
@Order(ProblemExceptionHandler.BEFORE_SPRING_BOOT)
class ProblemExceptionHandler implements WebExceptionHandler {

    static final int BEFORE_SPRING_BOOT = -2;

    /** What Netty says of a write to a connection that was closed at that moment; Spring does not know it. */
    private static final String GONE = "channel not registered to an event loop";

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            if (GONE.equals(failure.getMessage())) {
                return Mono.empty();
            }
            if (failure instanceof Failure) {
                ProblemAdvice.problem(failure, exchange)
                        .ifPresent(problem -> ProblemAdvice.logBreakOff(problem, exchange));
            }
            return Mono.error(failure);
        }
        return ProblemAdvice.problem(failure, exchange)
                .map(problem -> ProblemResponse.write(problem, exchange))
                .orElseGet(Mono::empty);
    }
}
