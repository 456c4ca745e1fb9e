package soar.darktrace.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import soar.darktrace.AfterTheGate;
import soar.darktrace.TestClock;
import soar.darktrace.TestDatabase;
import soar.darktrace.incident.StoredIncidents;
import soar.darktrace.store.BackgroundWork;

/** Start and stop of the loops. */
@ExtendWith(OutputCaptureExtension.class)
class OutboxTest {

    private final DataSource database = TestDatabase.H2_FILE.create();
    private final TestReceiver receiver = new TestReceiver();
    private final TestSink sink = TestSink.start(database, new TestClock(), receiver.url(), "batch-size", "1");
    private final BackgroundWork outbox =
            new BackgroundWork("Delivery", new Outbox(Map.of("soar", sink.delivery()), sink.store())::run);

    @AfterEach
    void close() throws InterruptedException {
        stop();
        receiver.close();
    }

    @Test
    void aStopLetsTheRequestUnderWayEndSoThatAStartDoesNotRepeatIt() throws InterruptedException {
        receiver.answers(aResponse().withFixedDelay(1000));
        StoredIncidents.add(sink.store(), "main", 1, 2);
        outbox.start();
        await(() -> receiver.requests().size() == 1);

        assertThat(stop()).isTrue();

        assertThat(outbox.isRunning()).isFalse();
        assertThat(receiver.received()).containsExactly(List.of("main:1"));
        assertThat(sink.state().position()).isEqualTo(1);

        receiver.answers(200);
        outbox.start();
        await(() -> receiver.requests().size() == 2);

        assertThat(receiver.received()).containsExactly(List.of("main:1"), List.of("main:2"));
    }

    @Test
    void whatAnotherConnectorStoresIsFoundByLooking() {
        outbox.start();

        StoredIncidents.add(StoredIncidents.store(database, new TestClock()), "main", 1);

        await(() -> receiver.requests().size() == 1);
    }

    @Test
    @AfterTheGate
    void aSinkThatHasEverythingAsksForNothing() {
        StoredIncidents.add(sink.store(), "main", 1);
        outbox.start();
        await(() -> sink.state().position() == 1);
        JdbcTemplate jdbc = new JdbcTemplate(database);

        jdbc.execute("set query_statistics true");

        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(30))
                .until(() -> executions(jdbc, "%sink_state") + executions(jdbc, "%from event") == 0);
        assertThat(executions(jdbc, "select position from last_position")).isPositive();
        StoredIncidents.add(sink.store(), "main", 2);
        await(() -> receiver.requests().size() == 2);
    }

    private static long executions(JdbcTemplate jdbc, String part) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select coalesce(sum(execution_count), 0) from information_schema.query_statistics"
                        + " where lower(sql_statement) like ?",
                Long.class,
                part + "%"));
    }

    @Test
    @AfterTheGate
    void aStoreThatFailsForAWhileEndsNoLoop(CapturedOutput output) {
        StoredIncidents.add(sink.store(), "main", 1);
        JdbcTemplate jdbc = new JdbcTemplate(database);
        jdbc.execute("alter table event rename to elsewhere");
        outbox.start();
        await(() -> output.getOut().contains("Sink soar waits for the store"));
        assertThat(receiver.requests()).isEmpty();

        jdbc.execute("alter table elsewhere rename to event");

        await(() -> receiver.requests().size() == 1);
    }

    private boolean stop() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        outbox.stop(stopped::countDown);
        return stopped.await(30, TimeUnit.SECONDS);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }
}
