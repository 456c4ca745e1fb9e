package soar.darktrace.endurance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands before several connectors: each request goes to the next one, and to the one after where that cannot be
 * reached. One that was sent is not sent again.
 */
final class RoundRobinProxy implements ReplicaProxy {

    private static final List<String> PASSED_ON = List.of("Authorization", "Content-Type", "Accept", "Last-Event-ID");

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> replicas;
    private final AtomicInteger next = new AtomicInteger();

    private RoundRobinProxy(List<String> replicas) {
        this.replicas = replicas;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static RoundRobinProxy before(String... replicas) {
        return new RoundRobinProxy(List.of(replicas));
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse<InputStream> answer = ask(exchange);
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), 0);
            passOn(answer.body(), exchange.getResponseBody());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<InputStream> ask(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int first = next.getAndIncrement();
        for (int i = 0; i < replicas.size(); i++) {
            String replica = replicas.get((first + i) % replicas.size());
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(replica + exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
            PASSED_ON.forEach(name -> exchange.getRequestHeaders()
                    .getOrDefault(name, List.of())
                    .forEach(value -> request.header(name, value)));
            try {
                return client.send(request.build(), BodyHandlers.ofInputStream());
            } catch (ConnectException e) {
                // The next one.
            }
        }
        throw new IOException("No replica can be reached");
    }

    /** What has come is passed on at once: a stream never ends by itself. */
    private static void passOn(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[8192];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
