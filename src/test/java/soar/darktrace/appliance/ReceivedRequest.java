package soar.darktrace.appliance;

import java.util.Map;

/** A request as it arrived; {@code url} is path and raw query, header names are lower-case. */
public record ReceivedRequest(String method, String url, Map<String, String> headers, String body) {

    public ReceivedRequest {
        headers = Map.copyOf(headers);
    }

    String path() {
        return hasQuery() ? url.substring(0, url.indexOf('?')) : url;
    }

    String query() {
        return hasQuery() ? url.substring(url.indexOf('?') + 1) : "";
    }

    boolean hasQuery() {
        return url.contains("?");
    }

    boolean carriesItsArgumentsInTheBody() {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }
}
