package soar.darktrace.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import soar.darktrace.AfterTheGate;
import soar.darktrace.TestDatabase;
import soar.darktrace.api.Reference;
import soar.darktrace.appliance.ReceivedRequest;
import soar.darktrace.appliance.SettableClock;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.appliance.SyntheticEvent;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.IncidentEvent;
import soar.darktrace.store.BackgroundWork;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of the breaches of an instance that this service fetches: events, and what XSOAR is told by them. */
class MirroringFromTheLogTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final JsonNode NOTHING = JsonMapper.shared().readTree("{}");

    private static final SettableClock CLOCK = new SettableClock(START);
    private static final SimulatedAppliance APPLIANCE = SimulatedAppliance.start(CLOCK);
    private static final HikariDataSource DATABASE = TestDatabase.H2_FILE.create();
    private static final WatchSite SITE = new WatchSite(DATABASE, APPLIANCE, CLOCK);

    private final WatchSite site = SITE;
    private final WatchCycle watch = site.start(Map.of());
    private long pbid;

    @AfterAll
    static void stop() {
        APPLIANCE.close();
        DATABASE.close();
    }

    @BeforeEach
    void reset() {
        site.reset();
        CLOCK.set(START);
        pbid = incidents(1).get(0);
    }

    @Test
    void aCommentAndAnAcknowledgementBecomeEventsWithTheWholeIncident() {
        APPLIANCE.comment("ana.lyst", pbid, "It was a backup.");
        APPLIANCE.comment("api.user", pbid, Reference.random().under("From the SOAR."));
        APPLIANCE.acknowledge("bea.mter", pbid);
        watch.run().block();
        APPLIANCE.unacknowledge(pbid);
        afterItsPause();

        List<IncidentEvent> events = site.events();

        assertThat(events)
                .extracting(IncidentEvent::kind)
                .containsExactly(EventKind.CHANGED, EventKind.CLOSED, EventKind.CHANGED);
        assertThat(events)
                .extracting(IncidentEvent::changes)
                .containsExactly(
                        "{\"commentCount\":2,\"comments\":[{\"author\":\"ana.lyst\",\"time\":\"2026-01-02T03:04:05.000Z\","
                                + "\"text\":\"It was a backup.\"}]}",
                        "{\"acknowledged\":true,\"acknowledgedBy\":\"bea.mter\","
                                + "\"acknowledgedTime\":\"2026-01-02T03:04:05.000Z\"}",
                        "{\"acknowledged\":false}");
        JsonNode closed = JsonMapper.shared().readTree(events.get(1).document());
        assertThat(closed.path("dbotMirrorId").asString()).isEqualTo("main:" + pbid);
        assertThat(closed.path("name").asString()).startsWith("Darktrace Model Breach #" + pbid);
        assertThat(JsonMapper.shared()
                        .readTree(closed.path("rawJSON").asString())
                        .path("acknowledgedBy")
                        .asString())
                .isEqualTo("bea.mter");
    }

    @Test
    void xsoarIsToldByTheLogWithoutAQuestionToDarktrace() {
        JsonNode start = site.modified(START.toString(), NOTHING);
        APPLIANCE.comment("ana.lyst", pbid, "Seen.");
        watch.run().block();
        APPLIANCE.clearRequests();

        JsonNode then = site.modified(START.toString(), start.path("state"));
        JsonNode later = site.modified(START.toString(), then.path("state"));

        assertThat(start.path("ids")).isEmpty();
        assertThat(then.path("ids").toString()).isEqualTo("[\"main:" + pbid + "\"]");
        assertThat(later.path("ids")).isEmpty();
        assertThat(APPLIANCE.requests()).isEmpty();
    }

    /** A position that the log has not reached, and no state at all, as before XSOAR 6.6. */
    @Test
    void aStateOfAnotherStoreAndNoneGoByTheLastUpdate() {
        APPLIANCE.comment("ana.lyst", pbid, "Seen.");
        watch.run().block();
        JsonNode elsewhere = JsonMapper.shared().readTree("{\"position\": 4711}");

        assertThat(site.modified(START.toString(), elsewhere).path("ids")).hasSize(1);
        assertThat(site.modified(START.toString(), NOTHING).path("ids")).hasSize(1);
        assertThat(site.modified(START.plusSeconds(1).toString(), NOTHING).path("ids"))
                .isEmpty();
    }

    /** Darktrace's time is before the last update: what is new is what was written into the log since. */
    @Test
    void whatIsFoundLateIsNewAllTheSame() {
        APPLIANCE.comment("ana.lyst", pbid, "Seen.");
        APPLIANCE.acknowledge("ana.lyst", pbid);
        CLOCK.advance(Duration.ofMinutes(5));
        String last = CLOCK.instant().toString();
        CLOCK.advance(Duration.ofSeconds(1));
        watch.run().block();

        JsonNode data = site.data("main:" + pbid, last);
        JsonNode again = site.data("main:" + pbid, CLOCK.instant().toString());

        assertThat(data.at("/entries/0/contents").asString()).isEqualTo("Seen.");
        assertThat(data.at("/closed/notes").asString()).startsWith("Acknowledged in Darktrace by ana.lyst");
        assertThat(again.path("entries")).isEmpty();
        assertThat(again.has("closed")).isFalse();
    }

    @Test
    void theMirrorsOwnAcknowledgementDoesNotCloseAndThatOfSomebodyElseDoes() {
        String before = CLOCK.instant().toString();
        CLOCK.advance(Duration.ofSeconds(1));
        APPLIANCE.comment("api.user", pbid, Reference.random().under("Closed in XSOAR as Resolved: A backup"));
        APPLIANCE.acknowledge("api.user", pbid);
        watch.run().block();

        assertThat(site.data("main:" + pbid, before).has("closed")).isFalse();

        APPLIANCE.unacknowledge(pbid);
        APPLIANCE.acknowledge("ana.lyst", pbid);
        afterItsPause();

        assertThat(site.data("main:" + pbid, before).has("closed")).isTrue();
    }

    @Test
    void anAcknowledgementThatIsTakenBackOpensTheIncidentAgain() {
        APPLIANCE.acknowledge("ana.lyst", pbid);
        watch.run().block();
        String last = CLOCK.instant().toString();
        CLOCK.advance(Duration.ofSeconds(1));
        APPLIANCE.unacknowledge(pbid);
        afterItsPause();

        assertThat(site.data("main:" + pbid, last).path("reopened").asBoolean()).isTrue();
        assertThat(site.data("main:" + pbid, CLOCK.instant().toString()).has("reopened"))
                .isFalse();
    }

    @Test
    void aGroupThatAnotherOneTookUpIsAnsweredForByThatAndClosesItsIncident() {
        APPLIANCE.analyst().addEvent(event("1", "gone"), CLOCK.instant());
        APPLIANCE.analyst().addEvent(event("2", "gtwo"), CLOCK.instant());
        site.fetchGroups();
        JsonNode start = site.modified(START.toString(), NOTHING);
        CLOCK.advance(Duration.ofSeconds(1));
        APPLIANCE.analyst().merge("gone", "gtwo");
        site.fetchGroups();

        JsonNode then = site.modified(START.toString(), start.path("state"));
        List<JsonNode> both =
                List.of(site.data("main:aia:gone", START.toString()), site.data("main:aia:gtwo", START.toString()));

        assertThat(then.path("ids")).hasSize(2);
        assertThat(both).allMatch(data -> data.at("/object/groupId").asString().equals("gtwo"));
        assertThat(both.stream()
                        .filter(data -> data.at("/closed/reason").asString("").equals("Duplicate")))
                .hasSize(1);
    }

    @Test
    void anAcknowledgedGroupClosesItsIncidentOnce() {
        APPLIANCE.analyst().addEvent(event("1", "gone"), CLOCK.instant());
        site.fetchGroups();
        CLOCK.advance(Duration.ofSeconds(1));
        APPLIANCE.analyst().acknowledgeGroup("gone", true);
        site.fetchGroups();

        assertThat(site.data("main:aia:gone", START.toString())
                        .at("/closed/reason")
                        .asString())
                .isEqualTo("Resolved");
        assertThat(site.data("main:aia:gone", CLOCK.instant().toString()).has("closed"))
                .isFalse();
    }

    @Test
    void aBreachIsFollowedForSoLongAndNoLonger() {
        WatchCycle shortly = site.start(Map.of("mirror.follow-for", "1h"));
        CLOCK.advance(Duration.ofMinutes(59));
        APPLIANCE.comment("ana.lyst", pbid, "In time.");
        shortly.run().block();
        CLOCK.advance(Duration.ofMinutes(2));
        APPLIANCE.comment("ana.lyst", pbid, "Too late.");
        APPLIANCE.acknowledge("ana.lyst", pbid);
        shortly.run().block();

        assertThat(site.events()).hasSize(1);
    }

    /** What ADR 31 says it costs. */
    @Test
    @AfterTheGate
    void aThousandOpenIncidentsCostTwoCallsInACycleWithoutNews() {
        IntStream.range(0, 10).forEach(hundred -> {
            CLOCK.advance(Duration.ofHours(24));
            incidents(100);
        });
        CLOCK.advance(Duration.ofHours(24));
        watch.run().block();
        APPLIANCE.clearRequests();
        for (int cycle = 0; cycle < 30; cycle++) {
            watch.run().block();
        }

        assertThat(APPLIANCE.requests()).extracting(ReceivedRequest::method).containsOnly("GET");
        assertThat(APPLIANCE.requests()).hasSizeLessThanOrEqualTo(60);
    }

    @Test
    void aCommentThatTheListOfAllDoesNotHaveIsFoundByTheirNumber() {
        APPLIANCE.answer("GET", "/mbcomments", "{\"error\": \"API permission denied\"}");
        APPLIANCE.comment("ana.lyst", pbid, "Seen.");
        watch.run().block();

        assertThat(site.events()).hasSize(1);
    }

    @Test
    void theServerWatchesFromItsStartToItsStop() {
        BackgroundWork work = site.work(Duration.ofMillis(20));
        APPLIANCE.comment("ana.lyst", pbid, "Seen.");
        work.start();
        await().until(() -> site.events().size() == 1);
        AtomicBoolean hasEnded = new AtomicBoolean();
        work.stop(() -> hasEnded.set(true));

        await().untilTrue(hasEnded);
    }

    /** One that is acknowledged is looked at as rarely as the oldest. */
    private void afterItsPause() {
        for (int cycle = 0; cycle <= LookPlan.LONGEST.toMinutes(); cycle++) {
            watch.run().block();
        }
    }

    private List<Long> incidents(int count) {
        List<Long> pbids = APPLIANCE.addBreaches(count);
        pbids.forEach(id -> site.incident(id, CLOCK.instant()));
        return pbids;
    }

    private static SyntheticEvent event(String id, String group) {
        return new SyntheticEvent("e-" + id, group, "suspicious", 40, START.minusSeconds(60), START, 7, List.of());
    }
}
