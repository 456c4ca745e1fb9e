package soar.darktrace.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import org.springframework.http.client.reactive.ClientHttpResponse;
import reactor.core.publisher.Mono;

/**
 * Signs each request at the moment it is written, over the very bytes that go out. It stands inside the retry, so that
 * every attempt has a date and a signature of its own.
 */
final class SigningConnector implements ClientHttpConnector {

    private final ClientHttpConnector connector;
    private final RequestSigner signer;

    SigningConnector(ClientHttpConnector connector, RequestSigner signer) {
        this.connector = connector;
        this.signer = signer;
    }

    @Override
    public Mono<ClientHttpResponse> connect(
            HttpMethod method, URI uri, Function<? super ClientHttpRequest, Mono<Void>> write) {
        return Mono.deferContextual(context -> {
            Attempt attempt = Attempt.in(context);
            return connector
                    .connect(method, uri, request -> write.apply(new SignedRequest(request, attempt)))
                    .doOnNext(response ->
                            attempt.markAnswered(response.getHeaders().getContentLength()));
        });
    }

    private final class SignedRequest extends ClientHttpRequestDecorator {

        private final Attempt attempt;

        SignedRequest(ClientHttpRequest delegate, Attempt attempt) {
            super(delegate);
            this.attempt = attempt;
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            Mono<DataBuffer> whole =
                    DataBufferUtils.join(body).defaultIfEmpty(bufferFactory().wrap(new byte[0]));
            return whole.flatMap(bytes -> {
                attempt.markWritten(signer.sign(getHeaders(), getURI(), bytes.toString(UTF_8)));
                getHeaders().setContentLength(bytes.readableByteCount());
                return super.writeWith(Mono.just(bytes));
            });
        }

        @Override
        public Mono<Void> setComplete() {
            attempt.markWritten(signer.sign(getHeaders(), getURI(), ""));
            return super.setComplete();
        }
    }
}
