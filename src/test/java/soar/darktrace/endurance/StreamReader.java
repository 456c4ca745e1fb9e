package soar.darktrace.endurance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A reader of the stream of incidents, which comes again when its stream ends, as browsers do. */
final class StreamReader implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long PAUSE_MILLIS = 100;

    private final String url;
    private final String key;
    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile String lastEventId = "";
    private final AtomicInteger streams = new AtomicInteger();

    StreamReader(String url, String key) {
        this.url = url;
        this.key = key;
        thread.execute(this::read);
    }

    /** The {@code dbotMirrorId}s of the incidents, as they came. */
    List<String> ids() {
        return List.copyOf(ids);
    }

    /** What it was answered where it got no stream. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** How many streams it has had, the one of now included. */
    int streams() {
        return streams.get();
    }

    private void read() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                readOne();
            } catch (IOException | UncheckedIOException e) {
                // Its replica is gone.
            } catch (InterruptedException e) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void readOne() throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/api/v1/incidents/stream"))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + key);
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<Stream<String>> answer = CLIENT.send(request.build(), BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            if (answer.statusCode() != 200) {
                refusals.add(answer.statusCode() + " " + lines.toList());
                return;
            }
            streams.incrementAndGet();
            take(lines.iterator());
        }
    }

    /** An event counts when its empty line has come. */
    private void take(Iterator<String> lines) {
        String id = "";
        String data = "";
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("id:")) {
                id = line.substring("id:".length());
            } else if (line.startsWith("data:")) {
                data = line.substring("data:".length());
            } else if (line.isEmpty() && !data.isEmpty()) {
                ids.add(JsonMapper.shared().readTree(data).path("dbotMirrorId").asString());
                lastEventId = id;
                data = "";
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
