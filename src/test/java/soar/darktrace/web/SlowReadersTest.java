package soar.darktrace.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import soar.darktrace.FetchingConnectorTest;
import soar.darktrace.RawConnection;
import soar.darktrace.RawConnection.Answer;
import soar.darktrace.incident.Incident;
import soar.darktrace.incident.IncidentStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Large incidents, and readers who ask for many of them: memory is bounded by characters, not by numbers. */
@FetchingConnectorTest
class SlowReadersTest {

    private static final int LARGE = 91_000;
    private static final int COUNT = 100;
    private static final long MEGABYTE = 1 << 20;

    @LocalServerPort
    int port;

    @Autowired
    IncidentStore store;

    private String start = "";

    @BeforeEach
    void storeLargeIncidents() {
        start = new Cursor(store.lastPosition().blockOptional().orElseThrow()).text();
        List<Incident> incidents = IntStream.range(0, COUNT)
                .mapToObj(number -> new Incident(
                        "main",
                        "breach",
                        "large-" + start + number,
                        number,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("dbotMirrorId", "main:9" + number)
                                .put("rawJSON", "x".repeat(LARGE))))
                .toList();
        store.save(incidents, () -> true).block();
    }

    @Test
    void aPageEndsEarlyWhereItsIncidentsAreLongAndTheNextGoesOn() throws IOException {
        List<Integer> sizes = new ArrayList<>();
        String next = start;
        while (sizes.stream().mapToInt(size -> size).sum() < COUNT) {
            JsonNode page = get("/api/v1/incidents?limit=1000&after=" + next).json();
            sizes.add(page.path("incidents").size());
            next = page.path("next").asString();
        }

        assertThat(sizes)
                .hasSizeGreaterThan(5)
                .allSatisfy(size -> assertThat(size).isPositive());
        assertThat(sizes.stream().mapToInt(size -> size).sum()).isEqualTo(COUNT);
        assertThat(get("/api/v1/incidents?limit=1000&after=" + next).json().path("incidents"))
                .isEmpty();
    }

    @Test
    void readersWhoTakeNothingHoldLittle() throws IOException {
        long before = heap();
        List<RawConnection> readers = new ArrayList<>();
        try {
            for (int i = 0; i < 60; i++) {
                RawConnection reader = new RawConnection(port);
                readers.add(reader);
                reader.send(
                        request((i % 2 == 0 ? "/api/v1/incidents/stream" : "/api/v1/incidents") + "?after=" + start));
            }
            for (RawConnection reader : readers) {
                assertThat(reader.firstBytes(12)).isEqualTo("HTTP/1.1 200");
            }

            await().pollDelay(Duration.ofSeconds(1))
                    .untilAsserted(
                            () -> assertThat((heap() - before) / MEGABYTE).isLessThan(60));
        } finally {
            for (RawConnection reader : readers) {
                reader.close();
            }
        }
    }

    private Answer get(String path) throws IOException {
        return RawConnection.answerTo(
                port, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    private static byte[] request(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
