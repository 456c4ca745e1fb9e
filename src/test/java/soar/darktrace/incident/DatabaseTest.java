package soar.darktrace.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;
import soar.darktrace.TestDatabase;

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
                    throw new java.io.IOException("no disk");
                }))
                .verifyErrorMessage("no disk");
    }

    @Test
    void aDatabaseThatCannotBeWrittenIsToldOfUntilItWasWritten() {
        StepVerifier.create(database.write(() -> database.template().update("update nowhere set nothing = 1")))
                .verifyError(StoreException.class);
        database.read(() -> "read").block();
        assertThat(database.failure()).isNotNull();

        database.write(() -> database.template().update("update last_position set position = 1"))
                .block();
        assertThat(database.failure()).isNull();
    }

    @Test
    void aDatabaseThatCannotBeReadIsToldOfUntilItWasRead() {
        StepVerifier.create(database.read(() -> database.template().queryForList("select * from nowhere")))
                .verifyError(StoreException.class);
        assertThat(database.failure()).isNotNull();

        database.read(() -> "read").block();
        assertThat(database.failure()).isNull();
    }
}
