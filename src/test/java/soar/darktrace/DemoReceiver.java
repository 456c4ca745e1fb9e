package soar.darktrace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A webhook that takes whatever it is sent, and prints a line for each delivery: what a sink is for. */
final class DemoReceiver implements AutoCloseable {

    private static final int TAKEN = 204;

    private final HttpServer server;
    private final PrintStream out;
    private int taken;

    private DemoReceiver(HttpServer server, PrintStream out) {
        this.server = server;
        this.out = out;
    }

    static DemoReceiver start(PrintStream out) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            DemoReceiver receiver = new DemoReceiver(server, out);
            server.createContext("/", receiver::take);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode incidents = JsonMapper.shared()
                    .readTree(exchange.getRequestBody().readAllBytes())
                    .path("incidents");
            taken += incidents.size();
            out.printf(
                    "Demo receiver: got %d events, %d so far; the last one: %s (%s)%n",
                    incidents.size(),
                    taken,
                    incidents.path(incidents.size() - 1).path("name").asString(""),
                    incidents.path(incidents.size() - 1).path("kind").asString(""));
            exchange.sendResponseHeaders(TAKEN, -1);
        }
    }
}
