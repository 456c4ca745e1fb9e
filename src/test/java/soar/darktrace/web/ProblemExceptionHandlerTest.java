package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

/** Failures after an answer has begun. */
class ProblemExceptionHandlerTest {

    private final MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/"));

    @BeforeEach
    void begin() {
        exchange.getResponse().setComplete().block();
    }

    private void handle(Throwable failure) {
        new ProblemExceptionHandler().handle(exchange, failure).block();
    }

    @Test
    void aCallerWhoLeftAtThatMomentIsNoFailure() {
        assertThatCode(() -> handle(new IllegalStateException("channel not registered to an event loop")))
                .doesNotThrowAnyException();
    }

    @Test
    void everyOtherOneBreaksTheConnectionOff() {
        assertThatThrownBy(() -> handle(new IllegalStateException("The answer had begun")))
                .hasMessage("The answer had begun");
    }
}
