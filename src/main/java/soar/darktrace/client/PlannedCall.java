package soar.darktrace.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.stream.Collectors;
import org.springframework.util.MultiValueMap;
import org.springframework.web.service.invoker.HttpRequestValues;
import org.springframework.web.util.UriBuilderFactory;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * A change that would be sent.
 *
 * @param path with its query
 * @param body as text; empty for none
 */
public record PlannedCall(String method, String path, String body) {

    static PlannedCall of(HttpRequestValues values, UriBuilderFactory uris, JsonMapper json) {
        URI uri = uris.expand(String.valueOf(values.getUriTemplate()), values.getUriVariables());
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new PlannedCall(String.valueOf(values.getHttpMethod()), uri.getRawPath() + query, body(values, json));
    }

    private static String body(HttpRequestValues values, JsonMapper json) {
        Object body = values.getBodyValue();
        if (body instanceof MultiValueMap<?, ?> form) {
            return form.entrySet().stream()
                    .flatMap(entry -> entry.getValue().stream().map(value -> entry.getKey() + "=" + encoded(value)))
                    .collect(Collectors.joining("&"));
        }
        return body == null ? "" : json.writeValueAsString(body);
    }

    private static String encoded(Object value) {
        return UriUtils.encode(String.valueOf(value), UTF_8);
    }
}
