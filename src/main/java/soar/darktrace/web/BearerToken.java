package soar.darktrace.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** What a caller sends as {@code Authorization: Bearer}: a key of this service, or a token of an identity provider. */
final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** Null where there is none, or where the header is there more than once. */
    static @Nullable String in(ServerHttpRequest request) {
        List<String> headers = request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        return headers.size() == 1 && headers.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? headers.get(0).substring(SCHEME.length()).strip()
                : null;
    }
}
