package soar.darktrace.web;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Makes of the header {@code Accept} what everything behind it can read. Spring fails on more than fifty types, Spring
 * Boot's actuator on an empty header, and both on a character set that they cannot write: what this service answers is
 * UTF-8, as JSON has no other, so that the character set is left out.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class AcceptFilter implements WebFilter {

    /** All lines together, in characters: whatever reads a longer one costs more than a request may. */
    private static final int LONGEST = 1000;

    private static final int MOST_TYPES = 50;
    private static final Pattern PLAIN = Pattern.compile("[a-z]+/[a-z0-9.+-]+|\\*/\\*");
    private static final Pattern CHARSET = Pattern.compile(
            ";\\s*+charset\\s*+=\\s*+(?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^;,\"\\s]*+)", Pattern.CASE_INSENSITIVE);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        List<String> accept = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.ACCEPT);
        if (accept.stream().mapToInt(String::length).sum() > LONGEST) {
            return unreadable();
        }
        if (accept.isEmpty()
                || (accept.size() == 1 && PLAIN.matcher(accept.get(0)).matches())) {
            return chain.filter(exchange);
        }
        List<String> types;
        try {
            types = types(accept);
        } catch (InvalidMediaTypeException e) {
            return unreadable();
        }
        return chain.filter(exchange.mutate()
                .request(request -> request.headers(headers -> {
                    headers.remove(HttpHeaders.ACCEPT);
                    if (!types.isEmpty()) {
                        headers.set(HttpHeaders.ACCEPT, String.join(", ", types));
                    }
                }))
                .build());
    }

    private static Mono<Void> unreadable() {
        return Mono.error(new NotAcceptableStatusException("The header Accept cannot be read"));
    }

    private static List<String> types(List<String> accept) {
        List<String> types = accept.stream()
                .flatMap(line -> Stream.of(CHARSET.matcher(line).replaceAll("")))
                .flatMap(line -> MimeTypeUtils.tokenize(line).stream())
                .filter(type -> !type.isBlank())
                .distinct()
                .toList();
        if (types.size() > MOST_TYPES) {
            throw new InvalidMediaTypeException(HttpHeaders.ACCEPT, "more than " + MOST_TYPES + " types");
        }
        types.forEach(MediaType::parseMediaType);
        return types;
    }
}
