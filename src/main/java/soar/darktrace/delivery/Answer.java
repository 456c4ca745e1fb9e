package soar.darktrace.delivery;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Mono;
import soar.darktrace.network.RetryAfter;
import soar.darktrace.network.WebPage;

/** Tells an answer that takes the incidents from one that does not. Its body is read to the end, but never kept. */
record Answer(Clock clock) {

    /** Completes for a 2xx that is no web page; a login page has that status too. */
    Mono<Void> check(ClientResponse response) {
        DeliveryException refusal = refusal(response);
        return refusal == null ? response.releaseBody() : Mono.error(refusal);
    }

    private @Nullable DeliveryException refusal(ClientResponse response) {
        HttpHeaders headers = response.headers().asHttpHeaders();
        int status = response.statusCode().value();
        if (response.statusCode().is2xxSuccessful()) {
            return WebPage.isAnnouncedBy(headers)
                    ? new DeliveryException(
                            "It answered with a web page (HTTP " + status + ", HTML), such as a login has."
                                    + " Check the sink's url and headers.",
                            null)
                    : null;
        }
        return new DeliveryException(
                "It answered HTTP " + status + ". " + advice(status), RetryAfter.of(headers, clock.instant()));
    }

    private static String advice(int status) {
        if (status >= 300 && status < 400) {
            return "Redirects are not followed: set the sink's url to the final address.";
        }
        return switch (status) {
            case 401, 403 -> "Check the key in the sink's headers or its secret.";
            case 404, 405, 410 -> "Check the sink's url.";
            case 413 -> "Lower the sink's batch-size, or let the receiver take larger requests.";
            case 429 -> "It is being asked too often.";
            default ->
                status < 500
                        ? "It does not accept the request: look at its log, and check the sink's format."
                        : "Look at the receiver and what is in front of it.";
        };
    }
}
