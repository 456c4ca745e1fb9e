package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import soar.darktrace.TestClock;
import soar.darktrace.TestDatabase;
import soar.darktrace.client.TestInstances;
import soar.darktrace.fetch.breach.BreachSources;
import soar.darktrace.incident.EventFilter;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.EventPage;
import soar.darktrace.incident.Incident;
import soar.darktrace.incident.IncidentChange;
import soar.darktrace.incident.IncidentEvent;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.IncidentStore.Saved;
import soar.darktrace.incident.StoredIncidents;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The store on each kind of database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class FetchStoreTest {

    private static final long CREATED = Instant.parse("2026-01-02T03:00:00Z").toEpochMilli();
    private static final FetchKey MAIN = new FetchKey("main", "breach");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ALL = 10_000;

    private final TestClock clock = new TestClock();
    private final HikariDataSource database;
    private final FetchStore store;
    private final IncidentStore incidents;

    FetchStoreTest(TestDatabase kind) {
        database = kind.create();
        store = connector();
        incidents = StoredIncidents.store(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aStepsIncidentsAndItsCursorAreStored() {
        Saved saved = save("main", step("7", "5"));

        assertThat(saved).isEqualTo(new Saved(true, 2, 0, 0));
        assertThat(pbids(0, null)).containsExactly("main:7", "main:5");
        FetchState state = state("main");
        assertThat(state.version()).isEqualTo(1);
        assertThat(state.cursor().position()).isEqualTo(CREATED);
        assertThat(state.newest()).isEqualTo(Instant.ofEpochMilli(CREATED));
        assertThat(state.lastSuccess()).isEqualTo(TestClock.START);
    }

    @Test
    void aBreachThatIsFetchedAgainIsNoSecondIncident() {
        save("main", step("7"));

        Saved again = save("main", step("7", "8", "8"));

        assertThat(again).isEqualTo(new Saved(true, 1, 0, 2));
        assertThat(pbids(0, null)).containsExactly("main:7", "main:8");
    }

    /** Or steps would go on taking the same breaches for ever, with new ones behind them. */
    @Test
    void aBreachThatIsListedAgainLaterIsSeenFromThenOn() {
        save("main", step("7"));
        save(
                "main",
                new Fetched(
                        List.of(incident("7", CREATED + 9000)),
                        cursor(CREATED + 5000, CREATED + 5000, false),
                        false,
                        1,
                        0,
                        0,
                        null,
                        List.of()));

        assertThat(state("main").cursor().seen()).containsOnlyKeys("7");
    }

    @Test
    void theSameIdOnAnotherInstanceIsAnotherBreach() {
        save("main", step("7"));
        save("other", step("7"));

        assertThat(pbids(0, null)).containsExactly("main:7", "other:7");
        assertThat(pbids(0, "other")).containsExactly("other:7");
        assertThat(store.count(MAIN).block()).isEqualTo(1);
    }

    @Test
    void aResetOfOneSourceLeavesTheOtherAsItIs() {
        FetchKey second = new FetchKey("main", "second");
        save("main", step("7"));
        store.begin(second, FetchCursor.startingAt(CREATED)).block();
        FetchState before = state("main");

        store.reset(second, FetchCursor.startingAt(CREATED - 1000)).block();
        store.recordFailure(second, "darktrace_unavailable", "It is away.").block();

        assertThat(state("main")).isEqualTo(before);
        assertThat(Objects.requireNonNull(store.state(second).block(PATIENCE)).failureCode())
                .isEqualTo("darktrace_unavailable");
    }

    @Test
    void theSameIdOfAnotherSourceIsAnotherIncident() {
        Incident second = new Incident(
                "main",
                "second",
                "7",
                CREATED,
                JsonNodeFactory.instance.objectNode().put("name", "Second 7"));
        save("main", step("7"));

        Saved saved = incidents.save(List.of(second), () -> true).block(PATIENCE);

        assertThat(saved).isEqualTo(new Saved(true, 1, 0, 0));
        assertThat(store.count(MAIN).block()).isEqualTo(1);
        assertThat(after(0, null)).extracting(IncidentEvent::source).containsExactly("breach", "second");
    }

    @Test
    void whatHappensToAnIncidentIsAppendedInOrderAndOnlyWhereThereIsOne() {
        save("main", step("7"));
        ObjectNode score = JsonNodeFactory.instance.objectNode().put("score", 0.9);

        Integer appended = incidents
                .append(List.of(
                        new IncidentChange(incident("7", CREATED), EventKind.CHANGED, score),
                        new IncidentChange(incident("8", CREATED), EventKind.CHANGED, score),
                        new IncidentChange(incident("7", CREATED), EventKind.CLOSED, score)))
                .block(PATIENCE);

        assertThat(appended).isEqualTo(2);
        assertThat(pbids(0, null)).containsExactly("main:7");
        List<IncidentEvent> all = Objects.requireNonNull(incidents
                        .read(0, ALL, Long.MAX_VALUE, new EventFilter("main", Set.of(EventKind.values())))
                        .block(PATIENCE))
                .events();
        assertThat(all).extracting(IncidentEvent::position).containsExactly(1L, 2L, 3L);
        assertThat(all)
                .extracting(IncidentEvent::kind)
                .containsExactly(EventKind.CREATED, EventKind.CHANGED, EventKind.CLOSED);
        assertThat(all).extracting(IncidentEvent::id).doesNotHaveDuplicates();
        assertThat(JsonMapper.shared().readTree(all.get(1).json()).path("changes"))
                .isEqualTo(score);
    }

    @Test
    void aPageOfSeveralKindsIsInOrderAndHasNoMoreThanItsLimit() {
        save("main", step("1", "2", "3"));
        save("other", step("4"));
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        incidents
                .append(List.of(new IncidentChange(incident("1", CREATED), EventKind.CHANGED, nothing)))
                .block(PATIENCE);
        save("main", step("5"));

        EventFilter filter = new EventFilter("main", Set.of(EventKind.CREATED, EventKind.CHANGED));

        assertThat(page(0, 3, Long.MAX_VALUE, filter).events())
                .extracting(IncidentEvent::position)
                .containsExactly(1L, 2L, 3L);
        assertThat(page(3, 3, Long.MAX_VALUE, filter).events())
                .extracting(IncidentEvent::position)
                .containsExactly(5L, 6L);
    }

    @Test
    void aPageHoldsAsManyDocumentsAsFitOrOneThatDoesNot() {
        save("main", step("1", "2", "3", "4"));
        EventFilter filter = EventFilter.created("main");
        int size = page(0, 1, 0, filter).events().get(0).document().length();

        assertThat(page(0, ALL, 2L * size + 1, filter))
                .returns(true, EventPage::mayBeMore)
                .extracting(EventPage::events, InstanceOfAssertFactories.LIST)
                .hasSize(2);
        assertThat(page(2, ALL, 0, filter).events())
                .extracting(IncidentEvent::position)
                .containsExactly(3L);
        assertThat(page(0, ALL, 4L * size, filter))
                .returns(false, EventPage::mayBeMore)
                .extracting(EventPage::events, InstanceOfAssertFactories.LIST)
                .hasSize(4);
        assertThat(page(4, ALL, 0, filter)).isEqualTo(new EventPage(List.of(), false));
    }

    @Test
    void ofTwoStepsFromTheSameCursorOneIsStoredAndNothingOfTheOther() {
        FetchState before = state("main");
        save("main", step("7"));

        Saved late = store.save(MAIN, before, step("8")).block();

        assertThat(late).isEqualTo(new Saved(false, 0, 0, 0));
        assertThat(pbids(0, null)).containsExactly("main:7");
        assertThat(state("main").version()).isEqualTo(1);
    }

    @Test
    void ofManyFirstStepsAtOnceOneIsStored() {
        FetchState before = state("main");
        FetchStore another = connector();

        List<Saved> saved = Flux.range(1, 20)
                .flatMap(pbid -> (pbid % 2 == 0 ? store : another).save(MAIN, before, step(Integer.toString(pbid))), 20)
                .collectList()
                .block(PATIENCE);

        assertThat(saved).filteredOn(Saved::stored).hasSize(1);
        assertThat(pbids(0, null)).hasSize(1);
    }

    @Test
    void aStepThatCannotBeStoredAsAWholeIsNotStoredAtAll() {
        String tooLong = "9".repeat(101);

        StepVerifier.create(store.save(MAIN, FetchState.NEW, step("7", tooLong)))
                .verifyError();

        assertThat(pbids(0, null)).isEmpty();
        assertThat(state("main")).isEqualTo(FetchState.NEW);
        assertThat(incidents.lastPosition().block()).isZero();
    }

    @Test
    void whoReadsWhileOthersWriteMissesNothing() {
        FetchStore another = connector();
        Mono<Void> writers = Flux.range(0, 4)
                .flatMap(writer -> Flux.range(0, 25)
                        .concatMap(turn -> saveBy(
                                writer % 2 == 0 ? store : another,
                                "instance" + writer,
                                step(turn + "a", turn + "b", turn + "c"))))
                .then();
        List<Long> read = new ArrayList<>();
        Mono<Void> reader = Mono.defer(() -> incidents.read(
                        read.isEmpty() ? 0 : read.get(read.size() - 1), ALL, Long.MAX_VALUE, EventFilter.created(null)))
                .doOnNext(page -> page.events().forEach(incident -> read.add(incident.position())))
                .repeat(() -> read.size() < 300)
                .then();

        Mono.when(writers, reader).block(PATIENCE);

        assertThat(read)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 300).boxed().toList());
    }

    @Test
    void aResetMakesAStepThatIsUnderWayLose() {
        save("main", step("7"));
        FetchState underWay = state("main");

        store.reset(MAIN, FetchCursor.startingAt(CREATED - 1000)).block();

        assertThat(store.save(MAIN, underWay, step("8")).block()).isEqualTo(new Saved(false, 0, 0, 0));
        assertThat(state("main").cursor().position()).isEqualTo(CREATED - 1000);
    }

    @Test
    void whatIsFetchedAgainAfterAResetIsNoSecondIncident() {
        save("main", step("7", "8"));
        store.reset(MAIN, FetchCursor.startingAt(CREATED - 1000)).block();

        assertThat(save("main", step("7", "8", "9"))).isEqualTo(new Saved(true, 1, 0, 2));
        assertThat(pbids(0, null)).containsExactly("main:7", "main:8", "main:9");
    }

    @Test
    void aFailureIsRememberedAndMovesNothing() {
        save("main", step("7"));
        FetchState before = state("main");
        clock.advance(Duration.ofMinutes(1));

        store.recordFailure(MAIN, "darktrace_unavailable", "Said \0 " + "ü".repeat(3000))
                .block();

        FetchState after = state("main");
        assertThat(after.lastFailure()).isEqualTo(TestClock.START.plusSeconds(60));
        assertThat(after.failureCode()).isEqualTo("darktrace_unavailable");
        assertThat(after.failure()).startsWith("Said   üüü").hasSize(2000);
        assertThat(after.version()).isEqualTo(before.version());
        assertThat(after.cursor()).isEqualTo(before.cursor());
    }

    @Test
    void aResetFurtherBackLeavesTheLookBackAsItWas() {
        store.begin(MAIN, FetchCursor.startingAt(CREATED - 10_000)).block();
        save("main", new Fetched(List.of(), cursor(CREATED, CREATED, false), false, 0, 0, 0, null, List.of()));
        clock.advance(Duration.ofHours(1));

        store.reset(MAIN, FetchCursor.startingAt(CREATED - 5_000)).block();

        assertThat(lookBack()).isEqualTo(CREATED - 10_000);
    }

    @Test
    void aResetForwardEndsWhatALookBackReachesFor() {
        store.begin(MAIN, FetchCursor.startingAt(CREATED - 10_000)).block();
        clock.advance(Duration.ofHours(1));

        store.reset(MAIN, FetchCursor.startingAt(CREATED + 5_000)).block();
        clock.advance(Duration.ofHours(1));

        assertThat(lookBack()).isEqualTo(CREATED + 5_000);
    }

    @Test
    void aResetBeforeTheBeginningIsANewBeginning() {
        store.begin(MAIN, FetchCursor.startingAt(CREATED - 10_000)).block();
        clock.advance(Duration.ofHours(1));

        store.reset(MAIN, FetchCursor.startingAt(CREATED - 20_000)).block();

        assertThat(lookBack()).isEqualTo(CREATED - 20_000);
    }

    @Test
    void aLookBackIsDueWhereTheClockWasSetBackSinceTheLastOne() {
        store.begin(MAIN, FetchCursor.startingAt(CREATED)).block();
        store.endLookBack(MAIN, clock.instant().plus(Duration.ofDays(1))).block();

        assertThat(lookBack()).isEqualTo(CREATED);
    }

    /** Darktrace refuses requests beyond half an hour, and its clock says how old a breach is. */
    @Test
    void aLookBackReachesAsFarWhereOurClockIsHalfAnHourAhead() {
        store.begin(MAIN, FetchCursor.startingAt(0)).block();
        Instant now = clock.instant();
        store.endLookBack(MAIN, now.minus(Duration.ofHours(2))).block();

        assertThat(lookBack())
                .isEqualTo(now.minus(Duration.ofHours(2 + 24))
                        .minus(Duration.ofMinutes(30))
                        .toEpochMilli());
    }

    private Feed feed() {
        return new Feed(
                BreachSources.of(Map.of()),
                TestInstances.create(TestInstances.settings("http://localhost"), clock),
                FetchSettings.DEFAULT);
    }

    private long lookBack() {
        return Objects.requireNonNull(
                        store.lookBackStart(feed(), Duration.ofHours(1)).block(PATIENCE))
                .position();
    }

    @Test
    void aStepIsToldWhatItHasSeenFromWhereItGoesOn() {
        List<Incident> incidents = List.of(
                incident("1", CREATED - 5000),
                incident("2", CREATED - 1000),
                incident("3", CREATED),
                incident("4", CREATED + 99_000),
                incident("5", CREATED + 3_600_000));
        save("main", new Fetched(incidents, cursor(CREATED - 1000, CREATED, true), true, 5, 0, 0, null, List.of()));
        assertThat(state("main").cursor().seen()).containsOnlyKeys("3", "4", "5");

        save("main", new Fetched(List.of(), cursor(CREATED - 1000, CREATED, false), false, 0, 0, 0, null, List.of()));
        assertThat(state("main").cursor().seen())
                .isEqualTo(Map.of("2", CREATED - 1000, "3", CREATED, "4", CREATED + 99_000, "5", CREATED + 3_600_000));
    }

    @Test
    void theNewestCreationTimeSeenNeverFalls() {
        save("main", step("7"));
        Fetched older = new Fetched(
                List.of(), cursor(0, 0, false), false, 1, 0, 0, Instant.ofEpochMilli(CREATED - 1), List.of());
        save("main", older);
        save("main", new Fetched(List.of(), cursor(0, 0, false), false, 0, 0, 0, null, List.of()));

        assertThat(state("main").newest()).isEqualTo(Instant.ofEpochMilli(CREATED));
    }

    @Test
    void anIncidentComesOutAsItWentIn() {
        JsonNode document = JsonNodeFactory.instance
                .objectNode()
                .put("name", "Größe \0 \ud83d\ude00 \ud800 \u2028")
                .put("rawJSON", "x".repeat(900_000));
        Incident incident =
                new Incident("main", "breach", "7", CREATED, document.deepCopy().asObject());

        save("main", new Fetched(List.of(incident), cursor(0, 0, false), false, 1, 0, 0, null, List.of()));

        assertThat(after(0, null))
                .singleElement()
                .satisfies(stored -> assertThat(JsonMapper.shared().readTree(stored.document()))
                        .isEqualTo(document));
    }

    @Test
    void incidentsThatWereCleanedUpAreLeftOutAndTold() {
        save("main", step("1", "2", "3"));
        save("other", step("4"));
        JdbcClient.create(database)
                .sql("update event set document = null, size = null where position = 2")
                .update();

        assertThat(pbids(0, null)).containsExactly("main:1", "main:3", "other:4");
        assertThat(incidents.isCleanedUp(1, 4, EventFilter.created(null)).block())
                .isTrue();
        assertThat(incidents.isCleanedUp(1, 4, EventFilter.created("other")).block())
                .isFalse();
        assertThat(incidents
                        .isCleanedUp(1, 4, new EventFilter(null, Set.of(EventKind.values())))
                        .block())
                .isTrue();
        assertThat(incidents
                        .isCleanedUp(1, 4, new EventFilter(null, Set.of(EventKind.CHANGED)))
                        .block())
                .isFalse();
        assertThat(incidents.isCleanedUp(0, 1, EventFilter.created(null)).block())
                .isFalse();
        assertThat(incidents.isCleanedUp(2, 4, EventFilter.created(null)).block())
                .isFalse();
    }

    @Test
    void incidentsThatWereForgottenAreTold() {
        save("main", step("1", "2", "3"));
        JdbcClient rows = JdbcClient.create(database);

        rows.sql("delete from event where position <= 2").update();
        assertThat(incidents.isCleanedUp(0, 3, EventFilter.created(null)).block())
                .isTrue();
        assertThat(incidents.isCleanedUp(2, 3, EventFilter.created(null)).block())
                .isFalse();

        rows.sql("delete from event").update();
        assertThat(incidents.isCleanedUp(2, 3, EventFilter.created(null)).block())
                .isTrue();
        assertThat(incidents.isCleanedUp(3, 3, EventFilter.created(null)).block())
                .isFalse();
    }

    @Test
    void whoeverWaitsIsToldWhereTheLogEndsWhateverConnectorStored() {
        StepVerifier.create(incidents.positions())
                .expectNext(0L)
                .then(() -> add("1", "2"))
                .expectNext(2L)
                .then(() -> add("1"))
                .then(() -> add("3"))
                .expectNext(3L)
                .then(() -> connectorStores("4"))
                .expectNext(4L)
                .thenCancel()
                .verify(PATIENCE);
    }

    private void connectorStores(String pbid) {
        connector().add(MAIN, step(pbid)).block(PATIENCE);
    }

    private void add(String... pbids) {
        incidents.save(step(pbids).incidents(), () -> true).block(PATIENCE);
    }

    /** A connector of its own on the same database. */
    private FetchStore connector() {
        return FetchStores.of(database, clock);
    }

    private Saved save(String instance, Fetched fetched) {
        return Objects.requireNonNull(saveBy(store, instance, fetched).block(PATIENCE));
    }

    private static Mono<Saved> saveBy(FetchStore by, String instance, Fetched fetched) {
        FetchKey key = new FetchKey(instance, "breach");
        return by.state(key).flatMap(before -> by.save(key, before, on(instance, fetched)));
    }

    private static Fetched on(String instance, Fetched fetched) {
        List<Incident> incidents = fetched.incidents().stream()
                .map(incident -> new Incident(
                        instance, incident.source(), incident.externalId(), incident.created(), incident.document()))
                .toList();
        return new Fetched(
                incidents, fetched.next(), fetched.more(), fetched.read(), 0, 0, fetched.newest(), List.of());
    }

    private FetchState state(String instance) {
        return Objects.requireNonNull(
                store.state(new FetchKey(instance, "breach")).block(PATIENCE));
    }

    private List<IncidentEvent> after(long position, @Nullable String instance) {
        return page(position, ALL, Long.MAX_VALUE, EventFilter.created(instance))
                .events();
    }

    private EventPage page(long after, int limit, long mostCharacters, EventFilter filter) {
        return Objects.requireNonNull(
                incidents.read(after, limit, mostCharacters, filter).block(PATIENCE));
    }

    private List<String> pbids(long position, @Nullable String instance) {
        return after(position, instance).stream()
                .map(incident -> incident.instance() + ":" + incident.externalId())
                .toList();
    }

    private static Fetched step(String... pbids) {
        List<Incident> incidents =
                Stream.of(pbids).map(pbid -> incident(pbid, CREATED)).toList();
        return new Fetched(
                incidents,
                cursor(CREATED, CREATED, false),
                false,
                pbids.length,
                0,
                0,
                Instant.ofEpochMilli(CREATED),
                List.of());
    }

    private static FetchCursor cursor(long settled, long position, boolean more) {
        return new FetchCursor(settled, position, 60_000, more, Map.of());
    }

    private static Incident incident(String pbid, long created) {
        return new Incident(
                "main",
                "breach",
                pbid,
                created,
                JsonNodeFactory.instance.objectNode().put("name", "Breach " + pbid));
    }
}
