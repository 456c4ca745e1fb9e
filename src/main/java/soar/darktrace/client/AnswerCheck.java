package soar.darktrace.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.network.RetryAfter;
import soar.darktrace.network.WebPage;

/** Tells an answer of Darktrace's from a refusal by its status and where it redirects ({@code darktrace-api.md} §3.1). */
final class AnswerCheck implements ExchangeFilterFunction {

    private static final int QUOTED_BODY = 2000;

    private final Clock clock;

    AnswerCheck(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return next.exchange(request).flatMap(response -> check(request, response));
    }

    private Mono<ClientResponse> check(ClientRequest request, ClientResponse response) {
        if (response.statusCode().is2xxSuccessful() && !isPageForFile(request, response)) {
            return Mono.just(response);
        }
        return beginning(response).flatMap(body -> Mono.error(refusal(request, response, body)));
    }

    /** What is called HTML may be data, which begins as such; the bytes of a file do not show it. */
    private static boolean isPageForFile(ClientRequest request, ClientResponse response) {
        return WebPage.isAnnouncedBy(response.headers().asHttpHeaders())
                && !request.headers().getAccept().contains(MediaType.APPLICATION_JSON);
    }

    /** The first bytes of the body, enough to recognise and to quote; the rest is not read. */
    private static Mono<String> beginning(ClientResponse response) {
        return DataBufferUtils.join(DataBufferUtils.takeUntilByteCount(
                        response.body((message, context) -> message.getBody()), QUOTED_BODY))
                .map(AnswerCheck::text)
                .defaultIfEmpty("");
    }

    private static String text(DataBuffer buffer) {
        try {
            return buffer.toString(UTF_8);
        } finally {
            DataBufferUtils.release(buffer);
        }
    }

    private DarktraceException refusal(ClientRequest request, ClientResponse response, String body) {
        HttpStatusCode status = response.statusCode();
        String path = DarktraceWords.cut(request.url().getPath());
        if (status.is3xxRedirection()) {
            return Redirect.of(response.headers().asHttpHeaders(), body)
                    .failure(path, status.value(), isChange(request));
        }
        if (status.is2xxSuccessful()) {
            return DarktraceAnswer.page();
        }
        return switch (status.value()) {
            case 400 -> badRequest(response, body);
            case 401 -> signature();
            case 403 -> Redirect.forbidden(path);
            case 404 ->
                new DarktraceException(
                        Kind.NOT_FOUND, "Darktrace knows nothing at " + path + DarktraceWords.quoted(body));
            case 429 ->
                busy("Darktrace is being asked too often (HTTP 429); wait and try again.", response)
                        .worthRepeating(Integer.MAX_VALUE);
            case 500 -> failing(request, response).worthRepeating(1);
            case 502, 503, 504 -> failing(request, response).worthRepeating(Integer.MAX_VALUE);
            default ->
                status.is5xxServerError()
                        ? failing(request, response)
                        : new DarktraceException(
                                Kind.REFUSED,
                                "Darktrace refused the request (HTTP " + status.value() + ")"
                                        + DarktraceWords.quoted(body));
        };
    }

    private DarktraceException badRequest(ClientResponse response, String body) {
        if (body.contains("API SIGNATURE ERROR")) {
            return signature();
        }
        if (body.contains("API DATE ERROR")) {
            return new DarktraceException(
                    Kind.CLOCK,
                    ClockSkew.sentence(ClockSkew.of(response.headers().asHttpHeaders(), clock.instant())));
        }
        return new DarktraceException(
                Kind.REFUSED,
                "Darktrace refused the request (HTTP 400)" + DarktraceWords.quoted(body)
                        + (body.contains("INPUT ERROR")
                                ? " It knows no such ID, or takes no such value: check the arguments."
                                : ""));
    }

    private static DarktraceException signature() {
        return new DarktraceException(
                Kind.SIGNATURE,
                "Darktrace did not accept the signature. Check that the public and the private token are a pair, are"
                        + " complete and belong to this appliance; if only requests with spaces fail, set the instance's"
                        + " signing to as-sent.");
    }

    /**
     * A 5xx: a read may be repeated; a change may have been made all the same (a gateway in front of the appliance was
     * seen to answer 502 for changes that took effect, {@code darktrace-api.md} §3.1).
     */
    private DarktraceException failing(ClientRequest request, ClientResponse response) {
        int status = response.statusCode().value();
        return isChange(request)
                ? ExchangeFailures.outcomeUnknown("Darktrace answered HTTP " + status)
                : busy("Darktrace is failing (HTTP " + status + "); try again, then look at the appliance.", response);
    }

    private static boolean isChange(ClientRequest request) {
        return Exchange.isChange(request.method(), request.attributes());
    }

    private DarktraceException busy(String sentence, ClientResponse response) {
        return new DarktraceException(Kind.UNAVAILABLE, sentence)
                .retryAfter(RetryAfter.of(response.headers().asHttpHeaders(), clock.instant()));
    }
}
