package soar.darktrace.endurance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with or without a key who calls a connector. */
record Caller(String url) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What came back, headers included. */
    record Answer(String request, int status, String headers, String body) {

        String text() {
            return headers + "\n" + body;
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    Answer get(String path, @Nullable String key) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).GET(), bearer(key));
    }

    Answer basic(String path, String user, String password) {
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create(url + path)).GET(), "Basic " + pair);
    }

    Answer post(String path, String body, @Nullable String key) {
        return send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                bearer(key));
    }

    private static @Nullable String bearer(@Nullable String key) {
        return key == null ? null : "Bearer " + key;
    }

    private static Answer send(HttpRequest.Builder builder, @Nullable String authorization) {
        if (authorization != null) {
            builder.header("Authorization", authorization);
        }
        HttpRequest request = builder.timeout(PATIENCE).build();
        try {
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    request.method() + " " + request.uri().getPath(),
                    answer.statusCode(),
                    answer.headers().map().toString(),
                    answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
