package soar.darktrace.endurance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A webhook that writes down what it gets. Like a real one it knows an incident again by its {@code dbotMirrorId}. */
public final class RecordingReceiver implements AutoCloseable {

    /** What goes wrong with a request. */
    public enum Trouble {
        NONE,
        REFUSED,
        /** It takes the request, but nobody gets to know. */
        ANSWER_LOST
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final Map<String, List<JsonNode>> incidents = new LinkedHashMap<>();

    private volatile Supplier<Trouble> troubles = () -> Trouble.NONE;

    public RecordingReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    /** From now on each request meets one of these. */
    public void meet(Supplier<Trouble> next) {
        troubles = next;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** The incidents by their {@code dbotMirrorId}, in the order in which they first came. */
    public synchronized List<String> ids() {
        return List.copyOf(incidents.keySet());
    }

    synchronized int count() {
        return incidents.size();
    }

    /** How often an incident came again. */
    synchronized int repeats() {
        return incidents.values().stream().mapToInt(List::size).sum() - incidents.size();
    }

    /** The ids under which different incidents came. */
    public synchronized List<String> contradictions() {
        return incidents.entrySet().stream()
                .filter(incident -> Set.copyOf(incident.getValue()).size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            Trouble trouble = troubles.get();
            if (trouble != Trouble.REFUSED) {
                JsonMapper.shared().readTree(request).path("incidents").forEach(this::record);
            }
            if (trouble != Trouble.ANSWER_LOST) {
                exchange.sendResponseHeaders(trouble == Trouble.REFUSED ? 503 : 204, -1);
            }
        }
    }

    private synchronized void record(JsonNode incident) {
        incidents
                .computeIfAbsent(incident.path("dbotMirrorId").asString(), id -> new ArrayList<>())
                .add(incident);
    }

    /** Forgets what it got. */
    public synchronized void clear() {
        incidents.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
