package soar.darktrace.incident;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;
import soar.darktrace.TestClock;
import soar.darktrace.TestDatabase;
import soar.darktrace.store.Database;
import soar.darktrace.store.DiskReserve;
import soar.darktrace.store.StoreException;
import tools.jackson.databind.node.JsonNodeFactory;

class DatabaseTest {

    private final HikariDataSource source = TestDatabase.H2_FILE.create();
    private final Database database = StoredIncidents.database(source);

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void aCallThatNobodyWaitsForAnyMoreIsNotInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        CompletableFuture<Boolean> finished = new CompletableFuture<>();
        Disposable caller = database.read(() -> {
                    begun.countDown();
                    try {
                        return finished.complete(cancelled.await(30, TimeUnit.SECONDS));
                    } catch (InterruptedException e) {
                        return finished.complete(false);
                    }
                })
                .subscribe();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        caller.dispose();
        cancelled.countDown();

        assertThat(finished.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aFailureIsTheCallers() {
        StepVerifier.create(database.read(() -> {
                    throw new IOException("no disk");
                }))
                .verifyErrorMessage("no disk");
    }

    @Test
    void anErrorIsTheCallersToo() {
        StepVerifier.create(database.writeAtLength(() -> {
                    throw new StackOverflowError("too deep");
                }))
                .expectErrorMessage("too deep")
                .verify(Duration.ofSeconds(30));
    }

    @Test
    void aDatabaseThatCannotBeWrittenIsToldOfUntilItWasWritten() {
        StepVerifier.create(database.write(() ->
                        database.jdbc().sql("update nowhere set nothing = 1").update()))
                .verifyError(StoreException.class);
        database.read(() -> "read").block();
        assertThat(database.failure()).isNotNull();

        database.write(() -> database.jdbc()
                        .sql("update last_position set position = 1")
                        .update())
                .block();
        assertThat(database.failure()).isNull();
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsToldOf() {
        Database impatient = new Database(new JdbcTemplate(source), Duration.ofMillis(100));
        CountDownLatch answered = new CountDownLatch(1);

        StepVerifier.create(impatient.read(() -> answered.await(1, TimeUnit.MINUTES)))
                .expectErrorMessage("The database of this service has not answered for 0 s: look at it, and at the"
                        + " network to it. Nothing is lost.")
                .verify(Duration.ofSeconds(30));
        assertThat(impatient.failure()).isNotNull();

        answered.countDown();
    }

    /** Its host is cut off while it stores incidents, so that nobody tells the server. */
    @Test
    void aConnectorThatIsCutOffHoldsUpTheOthersForAWhileOnly() throws InterruptedException {
        try (HikariDataSource shared = TestDatabase.POSTGRESQL.create()) {
            HeldUpClock held = new HeldUpClock();
            Disposable saving = saving(store(shared, held)).subscribe(saved -> {}, failure -> {});
            assertThat(held.begun.await(30, TimeUnit.SECONDS)).isTrue();

            Mono<IncidentStore.Saved> other =
                    saving(store(shared, new TestClock())).retryWhen(Retry.fixedDelay(60, Duration.ofMillis(200)));

            assertThat(requireNonNull(other.block(Duration.ofSeconds(30))).created())
                    .isEqualTo(1);
            held.end.countDown();
            saving.dispose();
        }
    }

    private static IncidentStore store(DataSource shared, Clock clock) {
        Database impatient = new Database(new JdbcTemplate(shared), Duration.ofSeconds(3));
        return new IncidentStore(
                impatient,
                new TransactionTemplate(new JdbcTransactionManager(shared)),
                DiskReserve.of(impatient, DataSize.ofMegabytes(1)),
                clock);
    }

    private static Mono<IncidentStore.Saved> saving(IncidentStore store) {
        Incident incident = new Incident("main", "breach", "7", 7, JsonNodeFactory.instance.objectNode());
        return store.save(List.of(incident), () -> true);
    }

    /** Asked for the time within a transaction, it does not answer. */
    private static final class HeldUpClock extends Clock {

        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch end = new CountDownLatch(1);

        @Override
        public Instant instant() {
            begun.countDown();
            try {
                end.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Instant.EPOCH;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void aDatabaseThatCannotBeReadIsToldOfUntilItWasRead() {
        StepVerifier.create(database.read(() ->
                        database.jdbc().sql("select * from nowhere").query().listOfRows()))
                .verifyError(StoreException.class);
        assertThat(database.failure()).isNotNull();

        database.read(() -> "read").block();
        assertThat(database.failure()).isNull();
    }
}
