package soar.darktrace.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import reactor.core.publisher.Mono;
import soar.darktrace.TestClock;
import soar.darktrace.TestDatabase;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.Incident;
import soar.darktrace.incident.StoredIncidents;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** From the store to one receiver: what is sent, when, and what is remembered of it. */
@ExtendWith(OutputCaptureExtension.class)
class SinkDeliveryTest {

    private static final Duration LONGER_THAN_ANY_BACKOFF = Duration.ofMinutes(6);

    private final TestClock clock = new TestClock();
    private final TestReceiver receiver = new TestReceiver();
    private final DataSource database = TestDatabase.H2_FILE.create();

    @AfterEach
    void stop() {
        receiver.close();
    }

    @ParameterizedTest
    @EnumSource
    void incidentsArriveInTheirOrderOnceInBatches(TestDatabase kind) {
        DataSource anyDatabase = kind.create();
        TestSink sink = TestSink.start(anyDatabase, clock, receiver.url(), "batch-size", "2");
        StoredIncidents.add(sink.store(), "main", 7, 3);
        StoredIncidents.add(sink.store(), "other", 5, 9, 1);

        sink.turn();
        sink.turn();

        assertThat(receiver.received())
                .containsExactly(List.of("main:7", "main:3"), List.of("other:5", "other:9"), List.of("other:1"));
    }

    @Test
    void aRequestHoldsAsManyIncidentsAsFitIntoItsLength() {
        TestSink sink = TestSink.start(database, clock, receiver.url(), "batch-size", "1000");
        List<Incident> large = IntStream.rangeClosed(1, 6)
                .mapToObj(number -> new Incident(
                        "main",
                        "breach",
                        Integer.toString(number),
                        number,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("dbotMirrorId", "main:" + number)
                                .put("rawJSON", "x".repeat(900_000))))
                .toList();
        sink.store().save(large, () -> true).block();

        sink.turn();

        assertThat(receiver.received())
                .containsExactly(List.of("main:1", "main:2", "main:3", "main:4"), List.of("main:5", "main:6"));
    }

    @Test
    void theRequestHoldsTheDocumentsAsTheyAreStored() {
        TestSink sink = start();
        StoredIncidents.add(sink.store(), "main", 7);

        sink.turn();

        LoggedRequest request = receiver.lastRequest();
        assertThat(request.getMethod().getName()).isEqualTo("POST");
        assertThat(request.getUrl()).isEqualTo("/hook");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getBodyAsString())
                .startsWith("{\"incidents\":[{\"name\":\"Darktrace Model Breach #7: Gr\\u00F6")
                .contains("\"dbotMirrorId\":\"main:7\"", "\"severity\":3");
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNotTakenComesAgainAndThenTheRest(TestDatabase kind) {
        DataSource anyDatabase = kind.create();
        TestSink sink = TestSink.start(anyDatabase, clock, receiver.url());
        StoredIncidents.add(sink.store(), "main", 1, 2);
        receiver.answers(503);
        sink.turn();

        StoredIncidents.add(sink.store(), "main", 3);
        receiver.answers(200);
        clock.advance(LONGER_THAN_ANY_BACKOFF);
        sink.turn();

        assertThat(receiver.received())
                .containsExactly(List.of("main:1", "main:2"), List.of("main:1", "main:2"), List.of("main:3"));
    }

    @Test
    void aRepeatedRequestHasTheSameIdAndAnotherOneAnother() {
        TestSink sink = start();
        StoredIncidents.add(sink.store(), "main", 1, 2);
        receiver.answers(503);
        sink.turn();
        StoredIncidents.add(sink.store(), "main", 3);
        receiver.answers(200);
        clock.advance(LONGER_THAN_ANY_BACKOFF);

        start().turn();

        List<String> ids = receiver.requests().stream()
                .map(request -> request.getHeader("webhook-id"))
                .toList();
        assertThat(ids).hasSize(3).doesNotContainNull();
        assertThat(ids.get(1)).isEqualTo(ids.get(0)).isNotEqualTo(ids.get(2));
    }

    @Test
    void aConnectorThatIsStartedAnewGoesOnWhereTheOldOneWas() {
        TestSink sink = start();
        StoredIncidents.add(sink.store(), "main", 1);
        sink.turn();
        StoredIncidents.add(sink.store(), "main", 2);

        start().turn();

        assertThat(receiver.received()).containsExactly(List.of("main:1"), List.of("main:2"));
    }

    @Test
    void nothingIsTriedBeforeTheBackoffIsOverNotEvenAfterARestart() {
        TestSink sink = start();
        StoredIncidents.add(sink.store(), "main", 1);
        receiver.answers(500);
        sink.turn();
        sink.turn();
        clock.advance(Duration.ofMillis(999));
        start().turn();

        assertThat(receiver.requests()).hasSize(1);

        clock.advance(Duration.ofMillis(1001));
        start().turn();

        assertThat(receiver.requests()).hasSize(2);
        assertThat(sink.state().failures()).isEqualTo(2);
    }

    @Test
    void aClockThatIsSetBackByDaysDoesNotHoldUpTheNextAttempt() {
        TestSink sink = start();
        StoredIncidents.add(sink.store(), "main", 1);
        receiver.answers(500);
        clock.advance(Duration.ofDays(2));
        sink.turn();

        clock.reset();
        sink.turn();

        assertThat(receiver.requests()).hasSize(2);
    }

    @Test
    void theBackoffGrowsWithEachFailureAndASuccessEndsIt() {
        TestSink sink = start();
        StoredIncidents.add(sink.store(), "main", 1);
        receiver.answers(500);
        for (int i = 0; i < 9; i++) {
            sink.turn();
            clock.advance(LONGER_THAN_ANY_BACKOFF);
        }
        Instant now = clock.instant();
        sink.turn();

        assertThat(sink.state().nextAttempt()).isBetween(now.plusSeconds(150), now.plusSeconds(300));

        clock.advance(LONGER_THAN_ANY_BACKOFF);
        receiver.answers(204);
        sink.turn();

        assertThat(sink.state()).isEqualTo(new SinkState(sink.state().position(), 0, 0, null, null, false, null));
    }

    @Test
    void retryAfterIsHonoured() {
        TestSink sink = start();
        StoredIncidents.add(sink.store(), "main", 1);
        receiver.answers(aResponse().withStatus(429).withHeader("Retry-After", "1200"));
        sink.turn();

        assertThat(sink.state().nextAttempt()).isEqualTo(TestClock.START.plusSeconds(1200));
    }

    @Test
    void aSinkThatFailsForLongIsParkedAndNothingMoreIsTried() {
        TestSink sink = start("park-after", "1h");
        StoredIncidents.add(sink.store(), "main", 1);
        receiver.answers(500);
        sink.turn();
        clock.advance(Duration.ofMinutes(59));
        sink.turn();

        assertThat(sink.state().parked()).isFalse();

        clock.advance(Duration.ofMinutes(61));
        sink.turn();
        clock.advance(Duration.ofDays(3));
        sink.turn();
        start("park-after", "1h").turn();

        assertThat(sink.state().parked()).isTrue();
        assertThat(sink.meter("darktrace.sink.parked")).isEqualTo(1);
        assertThat(receiver.requests()).hasSize(3);
    }

    @Test
    void timeInWhichTheConnectorDidNotRunDoesNotParkASink() {
        TestSink sink = start("park-after", "1h");
        StoredIncidents.add(sink.store(), "main", 1);
        receiver.answers(500);
        sink.turn();
        clock.advance(Duration.ofDays(2));

        TestSink later = start("park-after", "1h");
        later.turn();

        assertThat(later.state().parked()).isFalse();
        assertThat(later.state().failingSince()).isEqualTo(TestClock.START);
    }

    @Test
    void aResumedSinkGoesOnAtOnceWithNothingLost() {
        TestSink sink = start("park-after", "1m", "batch-size", "1");
        StoredIncidents.add(sink.store(), "main", 1, 2);
        receiver.answers(500);
        sink.turn();
        clock.advance(LONGER_THAN_ANY_BACKOFF);
        sink.turn();
        receiver.answers(200);

        assertThat(sink.resume()).isTrue();
        assertThat(sink.resume()).isFalse();
        sink.turn();

        assertThat(receiver.received())
                .containsExactly(List.of("main:1"), List.of("main:1"), List.of("main:1"), List.of("main:2"));
        assertThat(sink.state().parked()).isFalse();
        assertThat(sink.meter("darktrace.sink.parked")).isZero();
    }

    @Test
    void aSinkMayTakeTheIncidentsOfOneInstanceOnly() {
        TestSink sink = start("instance", "main");
        StoredIncidents.add(sink.store(), "other", 1);
        StoredIncidents.add(sink.store(), "main", 2);
        StoredIncidents.add(sink.store(), "other", 3);

        sink.turn();

        assertThat(receiver.received()).containsExactly(List.of("main:2"));
        assertThat(sink.delivery().sink().watch().backlog()).isZero();
    }

    @Test
    void aSinkThatAsksForNothingGetsCreatedAloneAndCountsNothingElse() {
        TestSink sink = start();
        StoredIncidents.add(sink.store(), "main", 1);
        happen(sink, EventKind.CHANGED, "score", "0.9");
        StoredIncidents.add(sink.store(), "main", 2);
        happen(sink, EventKind.CLOSED, "merged_into", "main:2");

        sink.turn();

        assertThat(receiver.received()).containsExactly(List.of("main:1", "main:2"));
        assertThat(sink.delivery().sink().watch().backlog()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "closed"})
    void whatIsForgottenIsNoBacklog(String kinds) {
        TestSink sink = start("kinds", kinds, "start", "now");
        sink.turn();
        StoredIncidents.add(sink.store(), "main", 1);
        happen(sink, EventKind.CHANGED, "score", "0.9");
        sink.turn();
        new JdbcTemplate(database).update("delete from event");

        sink.turn();

        assertThat(sink.delivery().sink().watch().backlog()).isZero();
    }

    @Test
    void aSinkMayTakeWhatHappensToAnIncidentAsWell() {
        TestSink sink = start("kinds", "created,changed,closed");
        StoredIncidents.add(sink.store(), "main", 1);
        happen(sink, EventKind.CHANGED, "score", "0.9");
        happen(sink, EventKind.CLOSED, "merged_into", "main:2");

        sink.turn();

        JsonNode incidents =
                JsonMapper.shared().readTree(receiver.lastRequest().getBody()).path("incidents");
        assertThat(incidents.valueStream().map(incident -> incident.path("kind").asString()))
                .containsExactly("created", "changed", "closed");
        assertThat(incidents
                        .valueStream()
                        .map(incident -> incident.path("changes").toString()))
                .containsExactly("{}", "{\"score\":\"0.9\"}", "{\"merged_into\":\"main:2\"}");
        assertThat(incidents
                        .valueStream()
                        .map(incident -> incident.path("eventId").asString("")))
                .doesNotHaveDuplicates()
                .doesNotContain("");
        assertThat(incidents
                        .valueStream()
                        .map(incident -> incident.path("dbotMirrorId").asString()))
                .containsOnly("main:1");
    }

    private static void happen(TestSink sink, EventKind kind, String name, String value) {
        StoredIncidents.append(
                sink.store(),
                "main",
                1,
                kind,
                JsonNodeFactory.instance.objectNode().put(name, value));
    }

    @Test
    void aNewSinkBeginsWithTheOldestIncident() {
        StoredIncidents.add(StoredIncidents.store(database, clock), "main", 1);

        start().turn();

        assertThat(receiver.received()).containsExactly(List.of("main:1"));
    }

    @Test
    void aNewSinkBeginsNowWhereItIsToldTo() {
        StoredIncidents.add(StoredIncidents.store(database, clock), "main", 1);
        TestSink sink = start("start", "now");
        sink.turn();
        StoredIncidents.add(sink.store(), "main", 2);

        sink.turn();

        assertThat(receiver.received()).containsExactly(List.of("main:2"));
    }

    @Test
    void xsoarGetsOneIncidentAtATime() {
        TestSink sink = start("format", "xsoar", "batch-size", "50");
        StoredIncidents.add(sink.store(), "main", 1, 2);

        sink.turn();

        assertThat(receiver.requests())
                .extracting(LoggedRequest::getBodyAsString)
                .satisfiesExactly(
                        body -> assertThat(body)
                                .startsWith("{\"name\":\"Darktrace Model Breach #1:")
                                .contains("\"dbotMirrorId\":\"main:1\"", "\"rawJSON\":\"{\\\"pbid\\\":1}\"")
                                .endsWith("\"createInvestigation\":true}"),
                        body -> assertThat(body).contains("\"dbotMirrorId\":\"main:2\""));
    }

    @Test
    void xsoarGetsTheTextAsItIsStored() {
        TestSink sink = start("format", "xsoar");
        StoredIncidents.add(sink.store(), "main", 1, 2);
        JdbcTemplate rows = new JdbcTemplate(database);
        rows.update("update event set document = '{\"score\":0.10000000000000000001}' where position = 1");
        rows.update("update event set document = ' { } ' where position = 2");

        sink.turn();

        assertThat(receiver.requests())
                .extracting(LoggedRequest::getBodyAsString)
                .containsExactly(
                        "{\"score\":0.10000000000000000001,\"createInvestigation\":true}",
                        " {\"createInvestigation\":true}");
    }

    @ParameterizedTest
    @EnumSource
    void twoConnectorsOnOneDatabaseDeliverEachIncidentOnce(TestDatabase kind) {
        DataSource shared = kind.create();
        TestSink one = TestSink.start(shared, clock, receiver.url(), "batch-size", "3");
        TestSink other = TestSink.start(shared, clock, receiver.url(), "batch-size", "3");
        int[] pbids = IntStream.rangeClosed(1, 60).toArray();
        StoredIncidents.add(one.store(), "main", pbids);

        for (int i = 0; i < 5; i++) {
            Mono.when(one.delivery().turn(() -> true), other.delivery().turn(() -> true))
                    .block();
        }

        assertThat(receiver.received().stream().flatMap(List::stream))
                .containsExactlyElementsOf(
                        IntStream.of(pbids).mapToObj(pbid -> "main:" + pbid).toList());
    }

    @ParameterizedTest
    @EnumSource
    void aPositionIsOnlyMovedOnFromWhereItWasSeen(TestDatabase kind) {
        DataSource shared = kind.create();
        TestSink sink = TestSink.start(shared, clock, receiver.url());
        SinkStateTable states = new SinkStateTable(StoredIncidents.database(shared));
        SinkState before = sink.state();
        states.moveTo("soar", before, 10).block();

        assertThat(states.moveTo("soar", before, 5).block()).isFalse();
        assertThat(states.recordFailure("soar", before, before).block()).isFalse();

        assertThat(sink.state().position()).isEqualTo(10);
    }

    @Test
    void noIncidentIsSentAfterAStop() {
        TestSink sink = start("batch-size", "1");
        StoredIncidents.add(sink.store(), "main", 1, 2);

        sink.delivery().turn(() -> false).block();

        assertThat(receiver.received()).containsExactly(List.of("main:1"));
    }

    @Test
    void deliveriesFailuresAndTheBacklogAreMeasured() {
        TestSink sink = start();
        StoredIncidents.add(sink.store(), "main", 1, 2, 3);
        receiver.answers(500);
        sink.turn();

        assertThat(sink.meter("darktrace.sink.backlog")).isEqualTo(3);
        assertThat(sink.meter("darktrace.sink.failures")).isEqualTo(1);

        clock.advance(LONGER_THAN_ANY_BACKOFF);
        receiver.answers(200);
        sink.turn();

        assertThat(sink.meter("darktrace.sink.backlog")).isZero();
        assertThat(sink.meter("darktrace.sink.delivered")).isEqualTo(3);
    }

    @Test
    void keysAndAddressesAreInNoLogAndNoState(CapturedOutput output) {
        TestSink sink = TestSink.start(
                database,
                clock,
                receiver.url() + "/url-key?sig=query-key",
                "headers.Authorization",
                "header-key",
                "secret",
                "signing-key",
                "park-after",
                "1m");
        StoredIncidents.add(sink.store(), "main", 1);
        receiver.answers(401);
        sink.turn();
        receiver.close();
        clock.advance(LONGER_THAN_ANY_BACKOFF);
        sink.turn();

        assertThat(output + sink.state().toString())
                .contains("Sink soar did not take 1 incidents", "HTTP 401", "Sink soar is parked")
                .doesNotContain("url-key", "query-key", "header-key", "signing-key");
        assertThat(new JdbcTemplate(database)
                        .queryForList("select * from sink_state")
                        .toString())
                .doesNotContain("-key");
    }

    private TestSink start(String... properties) {
        return TestSink.start(database, clock, receiver.url(), properties);
    }
}
