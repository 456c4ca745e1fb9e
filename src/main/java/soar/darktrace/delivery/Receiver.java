package soar.darktrace.delivery;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import soar.darktrace.check.Finding;
import soar.darktrace.incident.IncidentEvent;
import soar.darktrace.network.ConnectionFailure;

/** The far end of a sink: sends it one request, signed over the very bytes that go out, and judges the answer. */
final class Receiver {

    /** The code of a receiver that is not there, or answers that it fails. */
    private static final String UNREACHED = "sink_unavailable";

    private final WebClient web;
    private final SinkSettings settings;
    private final URI address;
    private final @Nullable WebhookSignature signature;
    private final Answer answer;
    private final Clock clock;

    Receiver(WebClient web, SinkSettings settings, Clock clock) {
        this.web = web;
        this.settings = settings;
        this.address = settings.address();
        this.signature = settings.secret() == null ? null : new WebhookSignature(settings.secret());
        this.answer = new Answer(clock);
        this.clock = clock;
    }

    /** Completes when the receiver has taken the incidents; else the failure is a {@link DeliveryException}. */
    Mono<Void> take(List<IncidentEvent> events) {
        return Mono.defer(() -> send(settings.format().bytes(events)))
                .timeout(settings.timeout())
                .onErrorMap(failure -> !(failure instanceof DeliveryException), this::meaning);
    }

    /**
     * Whether it is there. {@code OPTIONS} is what every HTTP server may be asked without making something happen: behind the
     * address of a webhook even a {@code GET} may start a flow, and an empty list is still a delivery.
     */
    Mono<Finding> probe() {
        return web.options()
                .uri(address)
                .headers(headers -> settings.headers().forEach((name, value) -> headers.set(name, value.value())))
                .exchangeToMono(answer::probed)
                .timeout(settings.timeout())
                .onErrorMap(failure -> !(failure instanceof DeliveryException), this::meaning)
                .onErrorResume(
                        DeliveryException.class,
                        failure -> Mono.just(new Finding(UNREACHED, String.valueOf(failure.getMessage()))));
    }

    private Mono<Void> send(byte[] body) {
        return web.post()
                .uri(address)
                .contentType(MediaType.APPLICATION_JSON)
                .headers(headers -> addTo(headers, body))
                .bodyValue(body)
                .exchangeToMono(answer::check);
    }

    private void addTo(HttpHeaders headers, byte[] body) {
        settings.headers().forEach((name, value) -> headers.set(name, value.value()));
        String id = id(body);
        long now = clock.instant().getEpochSecond();
        headers.set("webhook-id", id);
        headers.set("webhook-timestamp", Long.toString(now));
        if (signature != null) {
            headers.set("webhook-signature", signature.sign(id, now, body));
        }
    }

    /** The same for the same body, in whatever attempt, process or replica; another one for any other body. */
    private static String id(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return "msg_" + HexFormat.of().formatHex(Arrays.copyOf(digest, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    private DeliveryException meaning(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return failed("No answer came within " + settings.timeout().toMillis()
                    + " ms. Look at the receiver, or raise the sink's timeout.");
        }
        return failed(ConnectionFailure.of(failure)
                .map(Receiver::unconnected)
                .orElse("The connection broke before an answer came."));
    }

    private static String unconnected(ConnectionFailure reason) {
        return switch (reason) {
            case UNKNOWN_HOST -> "Its host name is unknown. Check the sink's url and the DNS of this machine.";
            case TLS ->
                "TLS did not come up: its certificate is not trusted or not for this host name, or it speaks no"
                        + " TLS. Import its certificate authority, or correct the sink's url.";
            case PROXY -> "The proxy did not connect. Check HTTPS_PROXY and NO_PROXY.";
            case NO_CONNECTION -> "No connection came up. Check the sink's url, the firewall and the receiver.";
        };
    }

    private static DeliveryException failed(String sentence) {
        return new DeliveryException(sentence, null);
    }
}
