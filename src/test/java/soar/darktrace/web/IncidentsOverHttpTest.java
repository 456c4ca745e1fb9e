package soar.darktrace.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import soar.darktrace.FetchingConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.StoredIncidents;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Incidents for those who come and get them. */
@FetchingConnectorTest
class IncidentsOverHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient rows;

    @Autowired
    IncidentStore store;

    private String start = "";

    /** Each test begins behind the incidents of the one before. */
    @BeforeEach
    void readToTheEnd() {
        clock.advance(Duration.ofMinutes(1));
        Reply page = get("limit=1000");
        while (!incidents(page).isEmpty()) {
            page = get("limit=1000&after=" + page.text("next"));
        }
        start = page.text("next");
    }

    @Test
    void breachesArriveAsIncidentsPageByPage() {
        List<Long> pbids = fetched(5);

        Reply first = get("limit=2&after=" + start);
        Reply second = get("limit=2&after=" + first.text("next"));
        Reply third = get("limit=2&after=" + second.text("next"));

        assertThat(Stream.of(first, second, third).flatMap(page -> incidents(page).stream()))
                .extracting(IncidentsOverHttpTest::pbid)
                .isEqualTo(pbids);
        assertThat(incidents(third)).hasSize(1);
        JsonNode incident = incidents(first).get(0);
        assertThat(incident.path("type").asString()).isEqualTo("Darktrace Model Breach");
        assertThat(incident.path("dbotMirrorId").asString()).isEqualTo("main:" + pbids.get(0));
        JsonNode described = requireNonNull(web.get()
                        .uri("/openapi")
                        .exchange()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody())
                .at("/components/schemas/Incident/properties");
        assertThat(described.propertyNames()).containsExactlyInAnyOrderElementsOf(incident.propertyNames());
    }

    @Test
    void aStreamBeginsWithTheNewestWhereItsReaderHasNoCursor() {
        List<Long> pbids = fetched(3);

        StepVerifier.create(stream("?last=2", null))
                .assertNext(event -> assertThat(pbid(JsonMapper.shared().readTree(event.data())))
                        .isEqualTo(pbids.get(1)))
                .assertNext(event -> assertThat(pbid(JsonMapper.shared().readTree(event.data())))
                        .isEqualTo(pbids.get(2)))
                .thenCancel()
                .verify(PATIENCE);
        StepVerifier.create(stream("?last=2&after=" + start, null))
                .assertNext(event -> assertThat(pbid(JsonMapper.shared().readTree(event.data())))
                        .isEqualTo(pbids.get(0)))
                .thenCancel()
                .verify(PATIENCE);
        web.get()
                .uri("/api/v1/incidents/stream?last=0")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void whatHappensToAnIncidentIsReadByThoseWhoAskForIt() {
        long pbid = fetched(1).get(0);
        StoredIncidents.append(
                store,
                "main",
                pbid,
                EventKind.CHANGED,
                JsonNodeFactory.instance.objectNode().put("score", 0.9));
        StoredIncidents.append(
                store,
                "main",
                pbid,
                EventKind.CLOSED,
                JsonNodeFactory.instance.objectNode().put("acknowledged", true));

        List<JsonNode> byDefault = incidents(get("after=" + start));
        List<JsonNode> all = incidents(get("kinds=created, changed,closed&after=" + start));
        List<JsonNode> closed = incidents(get("kinds=closed&after=" + start));

        assertThat(byDefault).extracting(event -> event.path("kind").asString()).containsExactly("created");
        assertThat(byDefault.get(0).path("changes")).isEmpty();
        assertThat(all)
                .extracting(event -> event.path("kind").asString())
                .containsExactly("created", "changed", "closed");
        assertThat(all).extracting(event -> event.path("eventId").asString("")).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(event -> assertThat(pbid(event)).isEqualTo(pbid));
        assertThat(all.get(1).path("changes").path("score").asDouble()).isEqualTo(0.9);
        assertThat(closed).containsExactly(all.get(2));
        StepVerifier.create(stream("?kinds=changed&after=" + start, null))
                .assertNext(event ->
                        assertThat(JsonMapper.shared().readTree(event.data())).isEqualTo(all.get(1)))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void anUnknownKindIsRefusedByName() {
        Reply refused = get("kinds=created,opened");

        assertThat(refused.text("code")).isEqualTo("invalid_argument");
        assertThat(refused.text("argument")).isEqualTo("kinds");
        assertThat(refused.text("detail")).contains("created, changed, closed");
    }

    @Test
    void aReaderOfFewKindsGoesOnPastWhatIsNotForIt() {
        fetched(2);
        String end = get("after=" + start).text("next");

        String next = get("kinds=closed&after=" + start).text("next");
        rows.sql("delete from event where position <= ?")
                .param(Cursor.of("after", end).position())
                .update();

        assertThat(next).isEqualTo(end);
        assertThat(get("kinds=closed&after=" + next).status()).isEqualTo(200);
    }

    @Test
    void nextIsAfterWhereThereIsNothingNew() {
        fetched(1);
        String end = get("after=" + start).text("next");

        Reply nothing = get("after=" + end);

        assertThat(incidents(nothing)).isEmpty();
        assertThat(nothing.text("next")).isEqualTo(end).isNotEqualTo(start);
    }

    @Test
    void aReaderWithoutACursorBeginsWithTheOldest() {
        fetched(1);

        Reply first = get("limit=1");
        Reply empty = get("limit=1&after=");

        assertThat(first.body()).isEqualTo(empty.body());
        assertThat(rows.sql("select min(position) from event where document is not null")
                        .query(Long.class)
                        .single())
                .isEqualTo(Cursor.of("after", first.text("next")).position());
    }

    @Test
    void aReaderCanWaitForTheNextIncident() {
        Reply waited = Mono.fromCallable(() -> get("wait=30s&after=" + start))
                .subscribeOn(Schedulers.boundedElastic())
                .doOnSubscribe(waiting -> appliance.addBreaches(1))
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertThat(incidents(waited)).hasSize(1);
    }

    @Test
    void aWaitThatIsOverAnswersWithNothing() {
        Reply waited = get("wait=1&after=" + start);

        assertThat(incidents(waited)).isEmpty();
        assertThat(waited.text("next")).isEqualTo(start);
    }

    @Test
    void onlyTheIncidentsOfOneInstanceAreReadOnRequest() {
        fetched(1);

        assertThat(incidents(get("instance=main&after=" + start))).hasSize(1);
        Reply unknown = get("instance=mian");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text("code")).isEqualTo("unknown_instance");
        assertThat(unknown.text("detail")).contains("main");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=1001, limit",
        "limit=many, limit",
        "limit=99999999999999999999, limit",
        "limit=1&limit=2, limit",
        "wait=61s, wait",
        "wait=-1, wait",
        "wait=1h, wait",
        "after=xyz, after",
        "after=Mjox, after",
        "after=é, after",
        "'kinds=,', kinds",
    })
    void aWrongValueIsRefusedByName(String query, String argument) {
        Reply refused = get(query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("invalid_argument");
        assertThat(refused.text("argument")).isEqualTo(argument);
    }

    @Test
    void anUnknownArgumentIsRefusedByName() {
        Reply refused = get("limits=5");

        assertThat(refused.text("code")).isEqualTo("unknown_argument");
        assertThat(refused.text("detail")).contains("did you mean limit?");
    }

    @Test
    void aCursorWhoseIncidentsWereCleanedUpIsRefusedInsteadOfSkipping() {
        fetched(3);
        String behindTheFirst = get("limit=1&after=" + start).text("next");
        long position = Cursor.of("after", behindTheFirst).position();
        rows.sql("update event set document = null, size = null where position <= ?")
                .param(position)
                .update();

        Reply expired = get("after=" + start);

        assertThat(expired.status()).isEqualTo(410);
        assertThat(expired.text("code")).isEqualTo("cursor_expired");
        assertThat(expired.text("argument")).isEqualTo("after");
        assertThat(incidents(get("after=" + behindTheFirst))).hasSize(2);
        assertThat(incidents(get(""))).hasSize(2);
    }

    @Test
    void aReaderWhoFindsEverythingCleanedUpCanGoOn() {
        fetched(2);
        rows.sql("update event set document = null, size = null").update();

        String next = get("").text("next");

        assertThat(incidents(get("after=" + next))).isEmpty();
        fetched(1);
        assertThat(incidents(get("after=" + next))).hasSize(1);
    }

    @Test
    void aCursorOfAnotherStoreIsRefused() {
        Reply refused = get("after=" + new Cursor(1_000_000_000).text());

        assertThat(refused.status()).isEqualTo(410);
        assertThat(refused.text("detail")).contains("ahead of this store");
    }

    @Test
    void aStreamTellsOfEachIncidentAndGoesOnFromItsLastEvent() {
        List<Long> pbids = fetched(3);
        List<ServerSentEvent<String>> events = new ArrayList<>();
        StepVerifier.create(stream("?after=" + start, null))
                .recordWith(() -> events)
                .expectNextCount(2)
                .thenCancel()
                .verify(PATIENCE);
        assertThat(events).extracting(ServerSentEvent::event).containsOnly("incident");
        assertThat(pbid(events.get(0))).isEqualTo(pbids.get(0));

        StepVerifier.create(stream("?after=" + start, events.get(1).id()))
                .assertNext(event -> assertThat(pbid(event)).isEqualTo(pbids.get(2)))
                .then(() -> appliance.addBreaches(1))
                .expectNextCount(1)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aStreamFromACursorThatExpiredIsRefused() {
        fetched(1);
        rows.sql("update event set document = null, size = null").update();

        EntityExchangeResult<JsonNode> refused = web.get()
                .uri("/api/v1/incidents/stream?after=" + start)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isEqualTo(410)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(JsonNode.class)
                .returnResult();

        assertThat(requireNonNull(refused.getResponseBody()).path("code").asString())
                .isEqualTo("cursor_expired");
    }

    @Test
    void halfACharacterOfDarktracesStopsNoReader() {
        long pbid = fetched(1).get(0);
        rows.sql("update event set document = ? where external_id = ?")
                .params("{\"name\":\"\\ud800\"}", Long.toString(pbid))
                .update();

        String page = web.get()
                .uri("/api/v1/incidents?after=" + start)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(page).contains("\"name\":\"\\ud800\"");
    }

    /** Adds breaches to the appliance and waits until the connector has fetched them. */
    private List<Long> fetched(int count) {
        List<Long> pbids = appliance.addBreaches(count);
        await().atMost(PATIENCE)
                .until(() -> rows.sql("select count(*) from incident where external_id in (:pbids)")
                                .param(
                                        "pbids",
                                        pbids.stream().map(String::valueOf).toList())
                                .query(Long.class)
                                .single()
                        == count);
        return pbids;
    }

    private Reply get(String query) {
        EntityExchangeResult<JsonNode> result = web.get()
                .uri("/api/v1/incidents?" + query)
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult();
        return new Reply(
                result.getStatus().value(), result.getResponseHeaders(), requireNonNull(result.getResponseBody()));
    }

    private Flux<ServerSentEvent<String>> stream(String query, @Nullable String lastEventId) {
        return web.get()
                .uri("/api/v1/incidents/stream" + query)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .headers(headers -> {
                    if (lastEventId != null) {
                        headers.set("Last-Event-ID", lastEventId);
                    }
                })
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                .getResponseBody()
                .filter(event -> event.comment() == null);
    }

    private static List<JsonNode> incidents(Reply reply) {
        return new ArrayList<>(reply.body().path("incidents").values());
    }

    private static long pbid(JsonNode incident) {
        return Long.parseLong(incident.path("dbotMirrorId").asString().replace("main:", ""));
    }

    private static long pbid(ServerSentEvent<String> event) {
        return pbid(JsonMapper.shared().readTree(event.data()));
    }
}
