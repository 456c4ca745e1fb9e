package soar.darktrace.delivery;

import java.time.Clock;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Mono;
import soar.darktrace.check.Finding;
import soar.darktrace.network.RetryAfter;
import soar.darktrace.network.WebPage;

/** Tells an answer that takes the incidents from one that does not. Its body is read to the end, but never kept. */
record Answer(Clock clock) {

    private static final int NOT_IMPLEMENTED = 501;

    /**
     * Completes for a 2xx that is no web page; a login page has that status too. Frameworks announce HTML for an empty answer
     * as well, and that is no page.
     */
    Mono<Void> check(ClientResponse response) {
        if (!response.statusCode().is2xxSuccessful()) {
            return Mono.error(refusal(response));
        }
        return WebPage.isAnnouncedBy(response.headers().asHttpHeaders())
                ? response.bodyToFlux(DataBuffer.class)
                        .map(Answer::sizeOf)
                        .any(size -> size > 0)
                        .flatMap(isPage -> isPage ? Mono.error(page(response)) : Mono.empty())
                : response.releaseBody();
    }

    /** What the answer to {@code OPTIONS} shows, which many do not have; fails for one that no request would get past. */
    Mono<Finding> probed(ClientResponse response) {
        int status = response.statusCode().value();
        boolean isFailing = response.statusCode().is5xxServerError() && status != NOT_IMPLEMENTED;
        return response.statusCode().is3xxRedirection() || isFailing
                ? response.releaseBody().then(Mono.error(refusal(response)))
                : response.releaseBody()
                        .thenReturn(
                                Finding.ok(
                                        "It is there: HTTP " + status
                                                + " to OPTIONS. Nothing was delivered; whether it takes incidents shows with the first."));
    }

    private static int sizeOf(DataBuffer part) {
        int size = part.readableByteCount();
        DataBufferUtils.release(part);
        return size;
    }

    private static DeliveryException page(ClientResponse response) {
        return new DeliveryException(
                "It answered with a web page (HTTP " + response.statusCode().value()
                        + ", HTML), such as a login has. Check the sink's url and headers.",
                null);
    }

    private DeliveryException refusal(ClientResponse response) {
        int status = response.statusCode().value();
        return new DeliveryException(
                "It answered HTTP " + status + ". " + advice(status),
                RetryAfter.of(response.headers().asHttpHeaders(), clock.instant()));
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
