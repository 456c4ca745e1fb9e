package soar.darktrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import soar.darktrace.command.CommandRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A running connector, which checks and audits what it is asked for. It is called with the oldest client of the JDK: Spring takes
 * longer to start than most commands to run, and the newer client takes 0.2 s of CPU time before its first request. No proxy is
 * asked: it would see the key.
 */
final class RemoteConnector {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** Longer than a command's deadline (200 s) and the answer that it may still wait for. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);

    private static final String PREFIX = "darktrace-";

    /** The names that XSOAR gives, and which lack the prefix. */
    static final List<String> NAMES_OF_XSOAR = List.of(
            "fetch-incidents",
            "get-mapping-fields",
            "get-modified-remote-data",
            "get-remote-data",
            "help",
            "test-module",
            "update-remote-system");

    /** Numbers as they came: a double has fewer digits than some of Darktrace's. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static {
        // It would send a change a second time where the connection ends before an answer.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private final ServerAddress server;

    RemoteConnector(ServerAddress server) {
        this.server = server;
    }

    /**
     * Runs a command there; fails with a {@link RemoteFailure}. The prefix of its name may be left out. Which commands there are
     * is known there: it may be a newer connector.
     */
    RemoteAnswer run(CommandRequest request) {
        String written = request.command();
        if (written.startsWith(PREFIX) || NAMES_OF_XSOAR.contains(written)) {
            return run(written, request);
        }
        try {
            return run(PREFIX + written, request);
        } catch (RemoteFailure failure) {
            if (!failure.isUnknownCommand()) {
                throw failure;
            }
            return run(written, request);
        }
    }

    private RemoteAnswer run(String command, CommandRequest request) {
        HttpURLConnection connection = connection(command);
        try {
            connect(connection);
            int status = exchange(connection, body(request));
            JsonNode body = parsed(content(connection));
            if (status == HttpURLConnection.HTTP_OK
                    && body.path("readable_output").isString()) {
                return new RemoteAnswer(body);
            }
            if (body.path("code").isString() && body.path("detail").isString()) {
                throw RemoteFailure.of(
                        body.path("code").asString(), body.path("detail").asString());
            }
            throw RemoteFailure.ofSomethingElse(server.url(), status);
        } catch (SocketTimeoutException e) {
            throw RemoteFailure.unknown("The connector at " + server.url() + " did not answer within "
                    + ANSWER_TIMEOUT.toSeconds() + " seconds.");
        } catch (IOException e) {
            throw RemoteFailure.unknown(
                    "The connection to the connector at " + server.url() + " broke off (" + e.getMessage() + ").");
        }
    }

    private HttpURLConnection connection(String command) {
        String name = URLEncoder.encode(command, StandardCharsets.UTF_8).replace("+", "%20");
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    new URL(server.url() + "/api/v1/commands/" + name).openConnection(Proxy.NO_PROXY);
            if (connection instanceof HttpsURLConnection secured) {
                server.trust().ifPresent(trust -> secured.setSSLSocketFactory(trust.getSocketFactory()));
            }
            connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
            connection.setReadTimeout((int) ANSWER_TIMEOUT.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setRequestProperty("Accept", "application/json");
            connection.setRequestProperty("User-Agent", "darktrace-terminal");
            server.key().ifPresent(key -> connection.setRequestProperty("Authorization", "Bearer " + key));
            return connection;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing of the request is sent here. */
    private void connect(HttpURLConnection connection) {
        try {
            connection.connect();
        } catch (SSLException e) {
            throw RemoteFailure.untrusted(server.url(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw RemoteFailure.unreachable(server.url());
        }
    }

    private static int exchange(HttpURLConnection connection, byte[] body) throws IOException {
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        return connection.getResponseCode();
    }

    /** Empty where there is none. */
    private static byte[] content(HttpURLConnection connection) throws IOException {
        boolean isError = connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
        try (InputStream in = isError ? connection.getErrorStream() : connection.getInputStream()) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    private static byte[] body(CommandRequest request) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode arguments = body.putObject("args");
        request.arguments().forEach(arguments::set);
        if (request.instance() != null) {
            body.put("instance", request.instance());
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
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
