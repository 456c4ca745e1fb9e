package soar.darktrace.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.CommandRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A running connector, which checks and audits what it is asked for. It is called with the JDK's client, since Spring
 * takes longer to start than most commands to run. No proxy is asked: it would see the key.
 */
final class RemoteConnector {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** Longer than a command's deadline (200 s) and the answer that it may still wait for. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);

    /** Numbers as they came: a double has fewer digits than some of Darktrace's. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final ServerAddress server;
    private final HttpClient client;

    RemoteConnector(ServerAddress server) {
        this.server = server;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT_TIMEOUT);
        server.trust().ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /** Runs a command there; fails with a {@link RemoteFailure}. */
    RemoteAnswer run(CommandRequest request) {
        HttpResponse<byte[]> response = sent(post(request));
        JsonNode body = parsed(response.body());
        if (response.statusCode() == 200 && body.path("readable_output").isString()) {
            return new RemoteAnswer(body);
        }
        if (body.path("code").isString() && body.path("detail").isString()) {
            throw RemoteFailure.of(
                    body.path("code").asString(), body.path("detail").asString());
        }
        throw RemoteFailure.ofSomethingElse(server.url(), response.statusCode());
    }

    private HttpRequest post(CommandRequest request) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode arguments = body.putObject("args");
        request.arguments().forEach(arguments::set);
        if (request.instance() != null) {
            body.put("instance", request.instance());
        }
        String name =
                URLEncoder.encode(request.command(), StandardCharsets.UTF_8).replace("+", "%20");
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/commands/" + name))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        server.key().ifPresent(key -> builder.header("Authorization", "Bearer " + key));
        return builder.build();
    }

    private HttpResponse<byte[]> sent(HttpRequest request) {
        try {
            return client.sendAsync(request, BodyHandlers.ofByteArray())
                    .get(ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw RemoteFailure.unknown("The connector at " + server.url() + " did not answer within "
                    + ANSWER_TIMEOUT.toSeconds() + " seconds.");
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RemoteFailure.unknown("This process was interrupted before the connector answered.");
        }
    }

    private RemoteFailure failed(@Nullable Throwable failure) {
        if (failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException) {
            return RemoteFailure.unreachable(server.url());
        }
        if (failure instanceof SSLHandshakeException) {
            return RemoteFailure.untrusted(server.url(), String.valueOf(failure.getMessage()));
        }
        if (failure instanceof IOException) {
            return RemoteFailure.unknown("The connection to the connector at " + server.url() + " broke off ("
                    + failure.getMessage() + ").");
        }
        throw new IllegalStateException(failure);
    }

    /** Missing where it is not JSON. */
    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** The whole answer, indented. */
    static String indented(JsonNode body) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body);
    }
}
