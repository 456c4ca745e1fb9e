package soar.darktrace.web;

import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ContentTooLargeException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import reactor.core.publisher.Mono;

/** Reads the body of a request as JSON, with the failures that Spring has for an argument of a controller. */
@Component
@ConditionalOnWebApplication
final class RequestReader {

    private static final ResolvableType DOCUMENT = ResolvableType.forClass(RequestDocument.class);

    private final HttpMessageReader<?> json;

    RequestReader(ServerCodecConfigurer codecs) {
        this.json = codecs.getReaders().stream()
                .filter(reader -> reader.canRead(DOCUMENT, MediaType.APPLICATION_JSON))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No codec reads JSON"));
    }

    /**
     * Nothing but JSON is read: a browser asks before it lets another site's page send it.
     *
     * @throws UnsupportedMediaTypeStatusException for a body that is not called JSON, or is compressed
     */
    Mono<RequestDocument> read(ServerHttpRequest request) {
        if (!isReadable(request.getHeaders())) {
            throw new UnsupportedMediaTypeStatusException("The body is no JSON", List.of(MediaType.APPLICATION_JSON));
        }
        return json.readMono(DOCUMENT, request, Map.of())
                .cast(RequestDocument.class)
                .onErrorMap(RequestReader::refusal)
                .switchIfEmpty(Mono.error(() -> new ServerWebInputException("There is no body")));
    }

    private boolean isReadable(HttpHeaders headers) {
        try {
            MediaType type = headers.getContentType();
            return type != null
                    && MediaType.APPLICATION_JSON.includes(type)
                    && json.canRead(DOCUMENT, type)
                    && isPlain(headers);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static boolean isPlain(HttpHeaders headers) {
        return headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING).stream().allMatch("identity"::equalsIgnoreCase);
    }

    private static Throwable refusal(Throwable failure) {
        if (failure instanceof DataBufferLimitException) {
            return new ContentTooLargeException(failure);
        }
        return failure instanceof DecodingException
                ? new ServerWebInputException("The body cannot be read", null, failure)
                : failure;
    }
}
