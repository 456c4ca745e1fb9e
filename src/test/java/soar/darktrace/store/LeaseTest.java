package soar.darktrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import soar.darktrace.AfterTheGate;
import soar.darktrace.TestDatabase;
import soar.darktrace.incident.StoredIncidents;

/** Two connectors on one database, and who of them does a work. */
class LeaseTest {

    private static final Duration TERM = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ParameterizedTest
    @EnumSource
    void onlyOneHoldsALeaseAtATime(TestDatabase kind) {
        Database database = StoredIncidents.database(kind.create());
        Lease one = new Lease(database, LONG);
        Lease other = new Lease(database, LONG);

        assertThat(one.holding("work", attempt(other, "work").defaultIfEmpty("refused"))
                        .block())
                .isEqualTo("refused");
        assertThat(one.holding("work", attempt(other, "another work")).block()).isEqualTo("done");
    }

    @ParameterizedTest
    @EnumSource
    void aLeaseIsFreeAgainWhenTheWorkEnds(TestDatabase kind) {
        Database database = StoredIncidents.database(kind.create());
        Lease one = new Lease(database, LONG);
        Lease other = new Lease(database, LONG);

        assertThat(attempt(one, "work").block()).isEqualTo("done");
        assertThat(attempt(other, "work").block()).isEqualTo("done");
        StepVerifier.create(one.holding("work", Mono.error(new IllegalStateException("failed"))))
                .verifyErrorMessage("failed");
        assertThat(attempt(other, "work").block()).isEqualTo("done");
    }

    @Test
    void aLeaseIsFreeAgainWhenTheWorkIsCancelled() {
        Database database = StoredIncidents.database(TestDatabase.H2_FILE.create());
        Lease one = new Lease(database, LONG);
        Lease other = new Lease(database, LONG);
        Sinks.Empty<Void> begun = Sinks.empty();
        Disposable work = one.holding("work", Mono.never().doOnSubscribe(subscription -> begun.tryEmitEmpty()))
                .subscribe();
        begun.asMono().block();

        work.dispose();

        assertThat(eventually(other)).isEqualTo("done");
    }

    @ParameterizedTest
    @EnumSource
    @AfterTheGate
    void aWorkLongerThanTheTermKeepsTheLease(TestDatabase kind) {
        Database database = StoredIncidents.database(kind.create());
        Lease one = new Lease(database, TERM);
        Lease other = new Lease(database, TERM);
        Mono<Boolean> takenMeanwhile = Flux.interval(Duration.ofMillis(100))
                .onBackpressureDrop()
                .take(TERM.multipliedBy(2))
                .concatMap(tick -> attempt(other, "work"))
                .hasElements();

        assertThat(one.holding("work", takenMeanwhile).block()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theLeaseOfADeadHolderIsTakenOverAfterItsTerm(TestDatabase kind) {
        Database database = StoredIncidents.database(kind.create());
        Lease survivor = new Lease(database, TERM);
        lockForGood(database);

        assertThat(attempt(survivor, "work").blockOptional()).isEmpty();
        assertThat(eventually(survivor)).isEqualTo("done");
    }

    @ParameterizedTest
    @EnumSource
    void aHolderThatLostItsLeaseStops(TestDatabase kind) {
        Database database = StoredIncidents.database(kind.create());
        Lease held = new Lease(database, TERM);
        AtomicBoolean stopped = new AtomicBoolean();
        Mono<String> work = database.write(
                        () -> database.template().update("update shedlock set locked_by = 'somebody else'"))
                .then(Mono.<String>never())
                .doOnCancel(() -> stopped.set(true));

        StepVerifier.create(held.holding("work", work)).expectComplete().verify(PATIENCE);
        assertThat(stopped).isTrue();
    }

    @Test
    void anH2FileIsOpenInOneProcessSoThatItsLeasesDoNotOutliveIt() {
        Database database = StoredIncidents.database(TestDatabase.H2_FILE.create());
        new Lease(database, LONG);
        lockForGood(database);

        assertThat(attempt(new Lease(database, LONG), "work").block()).isEqualTo("done");
    }

    private static Mono<String> attempt(Lease lease, String name) {
        return lease.holding(name, Mono.just("done"));
    }

    private static String eventually(Lease lease) {
        return attempt(lease, "work")
                .repeatWhenEmpty(tries -> tries.delayElements(Duration.ofMillis(50)))
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    /** As a process does that is killed. */
    private static void lockForGood(Database database) {
        LockProvider locks = new JdbcTemplateLockProvider(Configuration.builder()
                .withJdbcTemplate(database.template())
                .usingDbTime()
                .build());
        assertThat(locks.lock(new LockConfiguration(Instant.now(), "work", TERM, Duration.ZERO)))
                .isPresent();
    }
}
