package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import reactor.core.publisher.Mono;
import soar.darktrace.AfterTheGate;
import soar.darktrace.TestClock;
import soar.darktrace.TestDatabase;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.TestInstances;
import soar.darktrace.fetch.breach.BreachSources;
import soar.darktrace.fetch.second.SecondSource;
import soar.darktrace.incident.StoredIncidents;
import soar.darktrace.store.BackgroundWork;
import soar.darktrace.store.Lease;

/** The schedule of fetching, against the simulated appliance and a real store. */
class FetchScheduleTest {

    private static final TestClock CLOCK = new TestClock();
    private static final SimulatedAppliance APPLIANCE = SimulatedAppliance.start(CLOCK);
    private static final SimulatedAppliance HANGING = SimulatedAppliance.start(CLOCK);

    private static final FetchKey MAIN = new FetchKey("main", "breach");
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HikariDataSource database = TestDatabase.H2_FILE.create();
    private final FetchStore store = FetchStores.of(database, CLOCK);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<BackgroundWork> loops = new ArrayList<>();

    @BeforeEach
    void reset() {
        CLOCK.reset();
        Stream.of(APPLIANCE, HANGING).forEach(SimulatedAppliance::reset);
    }

    @AfterEach
    void stopLoops() {
        loops.forEach(FetchScheduleTest::stop);
        database.close();
    }

    @AfterAll
    static void stopAppliances() {
        APPLIANCE.close();
        HANGING.close();
    }

    @Test
    void whateverIsCreatedWhileItRunsBecomesAnIncident() {
        start(schedule(SHORT, appliance()));
        APPLIANCE.addBreaches(3);
        eventually().until(this::stored, count -> count == 3);

        CLOCK.advance(Duration.ofMinutes(1));
        APPLIANCE.addBreaches(2);
        eventually().until(this::stored, count -> count == 5);
    }

    @Test
    void twoSourcesOfAnInstanceAreFetchedSideBySideAndCountedApart() {
        APPLIANCE.addBreaches(3);
        Feed second = new Feed(new SecondSource(), appliance(), FetchSettings.DEFAULT);

        start(schedule(SHORT, appliance()), schedule(SHORT, second));

        eventually().until(this::stored, count -> count == 3);
        eventually().until(() -> store.count(second.key()).block(PATIENCE), count -> count == 3);
        eventually()
                .until(() -> meters.get("darktrace.fetch.incidents")
                                .tag("instance", "main")
                                .tag("source", "second")
                                .counter()
                                .count()
                        == 3);
    }

    @Test
    void aBacklogIsFetchedWithoutWaitingForTheNextInterval() {
        APPLIANCE.addBreaches(7);

        start(schedule(LONG, appliance("max-alerts", "2")));

        eventually().until(this::stored, count -> count == 7);
    }

    @Test
    void aCycleThatFindsNothingMoreIsFollowedByThePause() {
        APPLIANCE.addBreaches(7);
        start(schedule(LONG, appliance()));
        eventually().until(this::stored, count -> count == 7);

        Mono.delay(FetchSchedule.POLITE_PAUSE.multipliedBy(3)).block();

        assertThat(state().version()).isEqualTo(1);
    }

    @Test
    void aFailureIsWrittenDownAndTheNextCycleComesAllTheSame() {
        APPLIANCE.addBreaches(3);
        APPLIANCE.fail(Fault.SIGNATURE_ERROR);
        start(schedule(SHORT, appliance()));
        eventually().until(this::state, state -> "darktrace_signature".equals(state.failureCode()));
        assertThat(state().version()).isZero();
        assertThat(state().failure()).contains("signature");

        APPLIANCE.recover();

        eventually().until(this::stored, count -> count == 3);
    }

    @Test
    void aBreachWhoseScoreRisesLongAfterItsCreationIsAnIncidentWithinTheHour() {
        Instant created = CLOCK.instant();
        APPLIANCE.addBreach(breach(7, 10, created), created, created);
        APPLIANCE.addBreach(breach(8, 90, created), created, created);
        start(schedule(SHORT, appliance("min-score", "50")));
        eventually().until(this::stored, count -> count == 1);

        APPLIANCE.addBreach(breach(7, 90, created), created, created);
        CLOCK.advance(Duration.ofHours(2));

        eventually().until(this::stored, count -> count == 2);
    }

    @Test
    void aLookBackBeginsNoEarlierThanFetchingDid() {
        Instant created = CLOCK.instant();
        APPLIANCE.addBreach(breach(7, 90, created), created, created);
        CLOCK.advance(Duration.ofHours(1));
        Instant later = CLOCK.instant();
        APPLIANCE.addBreach(breach(8, 90, later), later, later);
        start(schedule(SHORT, appliance("first-fetch", "30 minutes")));
        eventually().until(this::stored, count -> count == 1);

        CLOCK.advance(Duration.ofHours(2));
        eventually().until(() -> lookedBack() == CLOCK.millis());

        assertThat(stored()).isEqualTo(1);
    }

    private static String breach(int pbid, int score, Instant created) {
        return "{\"pbid\": %d, \"score\": 0.%d, \"creationTime\": %d}".formatted(pbid, score, created.toEpochMilli());
    }

    private long lookedBack() {
        return JdbcClient.create(database)
                .sql("select looked_back from fetch_state")
                .query(Long.class)
                .single();
    }

    @Test
    void whereFetchingBeginsDoesNotMoveOnWhileDarktraceFails() {
        APPLIANCE.addBreaches(3);
        APPLIANCE.fail(Fault.FORBIDDEN);
        start(schedule(SHORT, appliance("first-fetch", "30 minutes")));
        eventually().until(this::state, state -> state.failureCode() != null);

        CLOCK.advance(Duration.ofHours(2));
        APPLIANCE.recover();

        eventually().until(this::stored, count -> count == 3);
    }

    @Test
    void aStoreThatFailsForAWhileLosesNothing() {
        APPLIANCE.addBreaches(3);
        JdbcTemplate tables = new JdbcTemplate(database);
        tables.execute("alter table fetch_state rename to away");
        start(schedule(SHORT, appliance()));
        eventually()
                .until(() -> meters.find("darktrace.fetch.cycle")
                                .tag("outcome", "store_failed")
                                .timer()
                        != null);

        tables.execute("alter table away rename to fetch_state");

        eventually().until(this::stored, count -> count == 3);
    }

    @Test
    void twoCyclesOfAnInstanceNeverOverlap() {
        APPLIANCE.delay(Duration.ofMillis(300));
        APPLIANCE.fail(Fault.DELAY);
        start(schedule(Duration.ofMillis(1), appliance()));

        eventually().until(() -> APPLIANCE.requests().size() >= 2);
        int requests = APPLIANCE.requests().size();
        Mono.delay(Duration.ofMillis(900)).block();

        assertThat(APPLIANCE.requests().size() - requests).isLessThanOrEqualTo(4);
    }

    @Test
    void anInstanceDoesNotWaitForAnotherThatHangs() {
        HANGING.delay(LONG);
        HANGING.fail(Fault.DELAY);
        APPLIANCE.addBreaches(3);

        start(schedule(SHORT, instance("hanging", HANGING)), schedule(SHORT, appliance()));

        eventually().until(this::stored, count -> count == 3);
        eventually().until(() -> !HANGING.requests().isEmpty());
    }

    @Test
    void aReadingThatHangsDoesNotHoldUpTheStop() {
        HANGING.delay(LONG);
        HANGING.fail(Fault.DELAY);
        BackgroundWork loop = start(schedule(SHORT, instance("main", HANGING)));
        eventually().until(() -> !HANGING.requests().isEmpty());

        stop(loop);

        assertThat(loop.isRunning()).isFalse();
        assertThat(meters.get("darktrace.fetch.cycle")
                        .tag("outcome", "stopped")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void itCanBeStartedAgain() {
        BackgroundWork loop = start(schedule(SHORT, appliance()));
        stop(loop);
        APPLIANCE.addBreaches(1);

        loop.start();

        eventually().until(this::stored, count -> count == 1);
    }

    @Test
    @AfterTheGate
    void ofTwoConnectorsOneFetchesAndTheOtherTakesOverWhenItStops() {
        FetchSchedule one = schedule(SHORT, appliance());
        FetchSchedule other = schedule(SHORT, instance("main", HANGING));
        BackgroundWork first = start(one);
        eventually().until(() -> state().version() > 0);
        start(other);
        Mono.delay(SHORT.multipliedBy(10)).block();
        assertThat(HANGING.requests()).isEmpty();

        stop(first);

        eventually().until(() -> !HANGING.requests().isEmpty());
    }

    @Test
    void aResetWhileACycleReadsMakesThatCycleLose() {
        APPLIANCE.addBreaches(3);
        APPLIANCE.delay(Duration.ofMillis(500));
        APPLIANCE.failTimes(Fault.DELAY, 1);
        start(schedule(SHORT, appliance()));
        eventually().until(() -> !APPLIANCE.requests().isEmpty());

        long start = TestClock.START.minus(Duration.ofHours(2)).toEpochMilli();
        store.reset(MAIN, FetchCursor.startingAt(start)).block();

        eventually().until(this::stored, count -> count == 3);
        assertThat(cycles("superseded")).isEqualTo(1);
    }

    @Test
    void whatHappensIsCounted() {
        APPLIANCE.answer("GET", "/modelbreaches", """
                [{"pbid": 7, "creationTime": %1$d, "time": %1$d, "score": 0.5,
                  "model": {"name": "A", "category": "Critical"}, "device": {"did": 1}},
                 {"pbid": 8, "creationTime": %1$d},
                 {"pbid": {}, "creationTime": %1$d}]
                """.formatted(TestClock.START.toEpochMilli()));
        CLOCK.advance(Duration.ofSeconds(90));
        start(schedule(LONG, appliance("first-fetch", "30 minutes")));
        eventually().until(() -> state().version() == 1);
        eventually().until(() -> count("incidents") == 2);

        assertThat(count("items")).isEqualTo(3);
        assertThat(count("odd")).isEqualTo(1);
        assertThat(count("unidentified")).isEqualTo(1);
        assertThat(count("duplicates")).isZero();
        assertThat(meters.get("darktrace.fetch.lag").gauge().value()).isEqualTo(90);
        assertThat(cycles("ok")).isEqualTo(1);
    }

    private BackgroundWork start(FetchSchedule... schedules) {
        BackgroundWork loop = FetchSchedule.work(List.of(schedules));
        loops.add(loop);
        loop.start();
        return loop;
    }

    private static void stop(BackgroundWork loop) {
        CountDownLatch stopped = new CountDownLatch(1);
        loop.stop(stopped::countDown);
        try {
            assertThat(stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private FetchSchedule schedule(Duration interval, DarktraceInstance instance) {
        return schedule(interval, new Feed(BreachSources.of(Map.of()), instance, FetchSettings.DEFAULT));
    }

    private FetchSchedule schedule(Duration interval, Feed feed) {
        FetchMeters counted = new FetchMeters(feed.key(), meters, CLOCK);
        return new FetchSchedule(
                feed.key(),
                interval,
                new Lease(StoredIncidents.database(database), LONG),
                new FetchCycle(feed, store, counted, CLOCK),
                new LookBack(feed, store, counted, CLOCK));
    }

    private static DarktraceInstance appliance(String... properties) {
        return TestInstances.create(
                "main",
                TestInstances.settings(
                        APPLIANCE.url(),
                        Stream.concat(
                                        Stream.of(
                                                "public-api-token",
                                                APPLIANCE.publicToken(),
                                                "private-api-token",
                                                APPLIANCE.privateToken()),
                                        Stream.of(properties))
                                .toArray(String[]::new)),
                CLOCK);
    }

    private static DarktraceInstance instance(String name, SimulatedAppliance appliance) {
        return TestInstances.create(
                name,
                TestInstances.settings(
                        appliance.url(),
                        "public-api-token",
                        appliance.publicToken(),
                        "private-api-token",
                        appliance.privateToken()),
                CLOCK);
    }

    private static ConditionFactory eventually() {
        return await().atMost(PATIENCE);
    }

    private long stored() {
        return Objects.requireNonNull(store.count(MAIN).block(PATIENCE));
    }

    private FetchState state() {
        return Objects.requireNonNull(store.state(MAIN).block(PATIENCE));
    }

    private long count(String counter) {
        return (long) meters.get("darktrace.fetch." + counter).counter().count();
    }

    private long cycles(String outcome) {
        return meters.get("darktrace.fetch.cycle")
                .tag("outcome", outcome)
                .timer()
                .count();
    }
}
