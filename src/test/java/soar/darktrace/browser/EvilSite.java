package soar.darktrace.browser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import soar.darktrace.RawConnection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A site that attacks the connector through a visitor's browser. Its page tries everything and posts what it could read. Every
 * other address of it reaches the connector with the name of this site as {@code Host}, as after the rebinding of that name.
 */
final class EvilSite implements AutoCloseable {

    static final String NAME = "evil.example";

    private final HttpServer server;
    private final int connector;
    private final BlockingQueue<JsonNode> reports = new LinkedBlockingQueue<>();
    private final Queue<Integer> rebound = new ConcurrentLinkedQueue<>();

    EvilSite(int connector) throws IOException {
        this.connector = connector;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::reach);
        server.createContext("/attack", this::showPage);
        server.createContext("/report", this::takeReport);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The page that attacks a target: an origin, or nothing for its own. */
    String address(String target) {
        return "http://" + NAME + ":" + port() + "/attack?" + target;
    }

    /** What the page could do, by the name of the attempt; null where it did not come to its end. */
    @Nullable
    JsonNode report() throws InterruptedException {
        return reports.poll(60, TimeUnit.SECONDS);
    }

    /** The statuses with which the connector answered to requests in the name of this site. */
    Queue<Integer> rebound() {
        return rebound;
    }

    private void showPage(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                "text/html; charset=utf-8",
                new ClassPathResource("browser/attack.html").getContentAsByteArray());
    }

    private void takeReport(HttpExchange exchange) throws IOException {
        reports.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
        answer(exchange, 204, "text/plain", new byte[0]);
    }

    private void reach(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        StringBuilder head = new StringBuilder()
                .append(exchange.getRequestMethod())
                .append(' ')
                .append(exchange.getRequestURI())
                .append(" HTTP/1.1\r\n");
        exchange.getRequestHeaders()
                .forEach((name, values) -> values.forEach(value -> {
                    if (!name.equalsIgnoreCase("Connection") && !name.equalsIgnoreCase("Content-Length")) {
                        head.append(name).append(": ").append(value).append("\r\n");
                    }
                }));
        head.append("Connection: close\r\nContent-Length: ").append(body.length).append("\r\n\r\n");
        RawConnection.Answer answer = RawConnection.answerTo(connector, head + new String(body, ISO_8859_1));
        rebound.add(answer.status());
        answer(
                exchange,
                answer.status(),
                answer.header("content-type"),
                answer.text().getBytes(UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
