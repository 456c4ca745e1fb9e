package soar.darktrace.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import soar.darktrace.ConnectorTest;
import soar.darktrace.RawConnection;
import soar.darktrace.RawConnection.Answer;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.command.CommandCatalogue;
import soar.darktrace.command.CommandSpec;

/**
 * Random requests over sockets, to all commands, the war-room line and whatever else is at the port: each gets an answer, none
 * is a fault of this service, and nothing is left behind.
 *
 * <p>A failure names the seed of its request; {@code -Drequest=…} repeats that one, {@code -Drequests=…} says how many there
 * are. The store is a file, since what the audit keeps of them would count as heap in one that is in memory.
 */
@ConnectorTest
@TestPropertySource(
        properties =
                "spring.datasource.url=jdbc:h2:file:${build.directory:./target}/databases/hostile-${random.uuid};CACHE_SIZE=2048")
@Tag("endurance")
class HostileRequestsTest {

    private static final int REQUESTS = Integer.getInteger("requests", 50_000);
    private static final @Nullable Long ONE = Long.getLong("request");
    private static final int CALLERS = 4;
    private static final int ROUND = 1000;
    private static final long MEGABYTE = 1 << 20;

    @LocalServerPort
    int port;

    @Autowired
    CommandCatalogue catalogue;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    LoggingSystem logging;

    private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();

    /** A line for each request is too much to print. */
    @BeforeEach
    void logFaultsOnly() {
        logging.setLogLevel("soar.darktrace", LogLevel.ERROR);
    }

    @AfterEach
    void logAgain() {
        logging.setLogLevel("soar.darktrace", null);
        appliance.reset();
    }

    @Test
    void everyRequestGetsAnAnswerAndNoneIsAFaultOfThisService() throws Exception {
        List<CommandSpec> commands = catalogue.specs();
        long first = new Random().nextLong();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        long heap = 0;
        try {
            for (int round = 0; round * ROUND < (ONE == null ? REQUESTS : 1); round++) {
                long from = ONE == null ? first + (long) round * ROUND : ONE;
                int count = ONE == null ? ROUND / CALLERS : 1;
                List<Callable<Void>> work = IntStream.range(0, ONE == null ? CALLERS : 1)
                        .<Callable<Void>>mapToObj(caller -> () -> call(from + (long) caller * count, count, commands))
                        .toList();
                for (Future<Void> done : callers.invokeAll(work)) {
                    done.get();
                }
                appliance.reset();
                heap = round == 2 ? heap() : heap;
            }
        } finally {
            callers.shutdownNow();
        }

        System.out.println("Hostile requests by status: " + answers);
        if (ONE == null) {
            assertThat(answers.get(200)).as("requests that were served").hasValueGreaterThan(REQUESTS / 20);
            assertThat((heap() - heap) / MEGABYTE)
                    .as("MB that were left behind")
                    .isLessThan(16);
        }
    }

    private Void call(long from, int count, List<CommandSpec> commands) throws IOException {
        RawConnection connection = new RawConnection(port);
        try {
            for (long seed = from; seed < from + count; seed++) {
                HostileRequest request = HostileRequest.of(seed, commands);
                boolean closes;
                if (request.isHttp()) {
                    closes = check(connection, request, seed);
                } else {
                    try (RawConnection other = new RawConnection(port)) {
                        check(other, request, seed);
                    }
                    closes = false;
                }
                if (closes) {
                    connection.close();
                    connection = new RawConnection(port);
                }
            }
        } finally {
            connection.close();
        }
        return null;
    }

    private boolean check(RawConnection connection, HostileRequest request, long seed) {
        try {
            connection.send(request.text().getBytes(ISO_8859_1));
            Answer answer = connection.answer(request.isHead());
            answers.computeIfAbsent(answer.status(), status -> new AtomicInteger())
                    .incrementAndGet();
            assertThat(answer.status()).isNotEqualTo(500);
            if (answer.status() >= 400 && !request.isHead()) {
                assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
                assertThat(answer.json().path("code").asString("")).isNotEmpty();
                assertThat(answer.json().path("detail").asString("")).isNotEmpty();
            } else if (answer.status() == 200 && request.text().startsWith("POST ")) {
                assertThat(answer.text()).isNotEmpty();
            }
            return answer.closes();
        } catch (IOException | RuntimeException | AssertionError e) {
            String shown =
                    request.text().substring(0, Math.min(2000, request.text().length()));
            throw new AssertionError("-Drequest=" + seed + " fails: " + e.getMessage() + "\n" + shown, e);
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
