package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.UriComponentsBuilder;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.TestInstances;
import soar.darktrace.fetch.breach.BreachSources;
import soar.darktrace.incident.Incident;

/** An appliance whose answers break off where they cover too long a time. */
class SlowApplianceTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant CREATED = NOW.minus(Duration.ofDays(100));

    private final List<Duration> asked = new CopyOnWriteArrayList<>();
    private Duration longest = Duration.ofDays(60);
    private final HttpServer server;
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean hangs;
    private volatile boolean drips;

    SlowApplianceTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/modelbreaches", this::answer);
        server.setExecutor(threads);
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aYearIsFetchedThoughItCannotAnswerForLongTimes() {
        Fetched fetched =
                step(FetchCursor.startingAt(NOW.minus(Duration.ofDays(360)).toEpochMilli()));
        List<Incident> incidents = new ArrayList<>(fetched.incidents());
        int steps = 1;
        while (fetched.more()) {
            assertThat(++steps).isLessThan(10);
            fetched = step(fetched.next());
            incidents.addAll(fetched.incidents());
        }

        assertThat(incidents).extracting(Incident::externalId).containsExactly("7");
    }

    @Test
    void withinAStepALengthThatFailedIsNotAskedForAgain() {
        step(FetchCursor.startingAt(NOW.minus(Duration.ofDays(360)).toEpochMilli()));

        assertThat(tooLong()).hasSize(1);
    }

    @Test
    void itIsAskedForAsLittleAsInTheFirstStepBeforeAStepFails() {
        longest = Duration.ofHours(2);
        long start = NOW.minus(Duration.ofDays(360)).toEpochMilli();
        FetchCursor grown = new FetchCursor(start, start, Duration.ofDays(300).toMillis(), true, Map.of());

        Fetched fetched = step(grown);

        assertThat(fetched.next().position())
                .isGreaterThan(start + Duration.ofHours(2).toMillis());
        assertThat(fetched.more()).isTrue();
        assertThat(tooLong()).hasSize(2);
    }

    @Test
    void aStepFailsWhereItCannotAnswerEvenThat() {
        longest = Duration.ZERO;

        assertThatThrownBy(() -> step(FetchCursor.startingAt(CREATED.toEpochMilli())))
                .isInstanceOf(DarktraceException.class);
    }

    @Test
    void aTimeThatItDoesNotAnswerForIsNotAskedForTwice() {
        hangs = true;

        assertThatThrownBy(() -> step(
                        FetchCursor.startingAt(CREATED.toEpochMilli()),
                        "limits.answer-timeout",
                        "1s",
                        "limits.read-attempts",
                        "3",
                        "limits.read-backoff",
                        "1ms"))
                .isInstanceOf(DarktraceException.class)
                .hasMessageContaining("did not answer within 1 s");
        assertThat(asked).hasSize(2).doesNotHaveDuplicates();
    }

    /** An item in time, and always one more: no wait for an end that never comes. */
    @Test
    void aListWithoutAnEndFailsTheStep() {
        drips = true;

        assertThatThrownBy(() -> step(
                        FetchCursor.startingAt(NOW.minus(Duration.ofHours(1)).toEpochMilli()),
                        "limits.answer-timeout",
                        "300ms"))
                .isInstanceOf(DarktraceException.class)
                .hasMessageContaining("did not answer");
    }

    private List<Duration> tooLong() {
        return asked.stream().filter(length -> length.compareTo(longest) > 0).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> query = UriComponentsBuilder.fromUri(exchange.getRequestURI())
                    .build()
                    .getQueryParams()
                    .toSingleValueMap();
            long start = Long.parseLong(query.get("starttime"));
            long end = Long.parseLong(query.get("endtime"));
            Duration length = Duration.ofMillis(end - start);
            asked.add(length);
            if (hangs) {
                hang();
            }
            if (drips) {
                drip(exchange);
            }
            boolean isIn = start <= CREATED.toEpochMilli() && CREATED.toEpochMilli() <= end;
            String list = isIn ? "[{\"pbid\": 7, \"creationTime\": %d}]".formatted(CREATED.toEpochMilli()) : "[]";
            String body = length.compareTo(longest) > 0 ? "[{\"pbid\": 7, \"crea" : list;
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        for (int i = 0; !isOver(Duration.ofMillis(50)); i++) {
            exchange.getResponseBody().write(((i == 0 ? "[" : ",") + "{}").getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }
    }

    private boolean isOver(Duration wait) {
        try {
            return end.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void hang() {
        try {
            end.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Fetched step(FetchCursor cursor, String... properties) {
        List<String> all = new ArrayList<>(List.of("limits.max-per-second", "100000"));
        all.addAll(properties.length > 0 ? List.of(properties) : List.of("limits.read-attempts", "1"));
        DarktraceInstance darktrace = TestInstances.create(
                TestInstances.settings("http://127.0.0.1:" + server.getAddress().getPort(), all.toArray(String[]::new)),
                Clock.systemUTC());
        return new Feed(BreachSources.of(Map.of()), darktrace, FetchSettings.DEFAULT)
                .fetch(cursor, NOW)
                .blockOptional()
                .orElseThrow();
    }
}
