package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import soar.darktrace.TestDatabase;
import soar.darktrace.appliance.SettableClock;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.appliance.SyntheticEvent;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.TestInstances;
import soar.darktrace.fetch.analyst.AnalystSources;
import soar.darktrace.fetch.breach.BreachSources;
import soar.darktrace.incident.EventFilter;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.Incident;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.StoredIncidents;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of AI Analyst groups, and of the breaches that belong to them, in the store. */
class AnalystGroupsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final SettableClock CLOCK = new SettableClock(NOW);
    private static final SimulatedAppliance APPLIANCE = SimulatedAppliance.start(CLOCK);

    private final HikariDataSource database = TestDatabase.H2_FILE.create();
    private final FetchStore store = FetchStores.of(database, CLOCK);
    private final IncidentStore incidents = StoredIncidents.store(database, CLOCK);
    private final List<String> told = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private long position;

    @BeforeEach
    void reset() {
        APPLIANCE.reset();
        CLOCK.set(NOW);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @AfterAll
    static void stop() {
        APPLIANCE.close();
    }

    @Test
    void aGroupThatGrowsIsOneIncidentWithAnEventForEachChange() {
        Feed groups = groups(Map.of());
        join("e1", "g1", 30);
        fetch(groups);
        later(Duration.ofMinutes(5));
        join("e2", "g1", 70);
        fetch(groups);
        fetch(groups);

        assertThat(told())
                .containsExactly(
                        "created main:aia:g1 {}",
                        "changed main:aia:g1 {\"groupScore\":70.0,\"eventCount\":2,\"events\":[\"e2\"]}");
    }

    @Test
    void anEventThatJoinsAnAcknowledgedGroupOpensItAgain() {
        Feed groups = groups(Map.of());
        join("e1", "g1", 30);
        fetch(groups);
        APPLIANCE.analyst().acknowledgeGroup("g1", true);
        fetch(groups);
        join("e2", "g1", 30);
        fetch(groups);

        assertThat(told())
                .containsExactly(
                        "created main:aia:g1 {}",
                        "changed main:aia:g1 {\"acknowledged\":true}",
                        "changed main:aia:g1 {\"acknowledged\":false,\"eventCount\":2,\"events\":[\"e2\"]}");
    }

    @Test
    void theOldestOfTwoThatMergeLivesOnAndAnswersForBothAlsoAtTheNextMerger() {
        Feed groups = groups(Map.of());
        for (String group : List.of("g1", "g2", "g3")) {
            join("e-" + group, group, 30);
            fetch(groups);
            later(Duration.ofMinutes(1));
        }
        APPLIANCE.analyst().merge("g1", "g2");
        fetch(groups);
        APPLIANCE.analyst().merge("g2", "g3");
        fetch(groups);
        fetch(groups);

        assertThat(told())
                .containsExactly(
                        "created main:aia:g1 {}",
                        "created main:aia:g2 {}",
                        "created main:aia:g3 {}",
                        "changed main:aia:g1 {\"groupId\":\"g2\",\"eventCount\":2,\"events\":[\"e-g2\"],\"previousIds\":[\"g1\"]}",
                        "closed main:aia:g2 {\"merged_into\":\"main:aia:g1\"}",
                        "changed main:aia:g1 {\"groupId\":\"g3\",\"eventCount\":3,\"events\":[\"e-g3\"],\"previousIds\":[\"g2\"]}",
                        "closed main:aia:g3 {\"merged_into\":\"main:aia:g1\"}");
    }

    /** As an answer that was under way during the merger may have it. */
    @Test
    void aGroupThatIsListedAfterAnotherTookItUpIsPassedOver() {
        Feed groups = groups(Map.of());
        join("e1", "g1", 30);
        join("e2", "g2", 30);
        fetch(groups);
        APPLIANCE.analyst().merge("g1", "g2");
        fetch(groups);
        List<String> before = List.copyOf(told());

        APPLIANCE.answer(
                "GET",
                "/aianalyst/groups",
                "[{\"id\":\"g1\",\"groupScore\":30,\"category\":\"critical\",\"start\":%1$d,\"end\":%1$d,\"incidentEvents\":[{\"uuid\":\"e1\"}]}]"
                        .formatted(CLOCK.millis()));
        fetch(groups);

        assertThat(told()).isEqualTo(before);
    }

    @Test
    void aGroupThatRisesLongAfterItsActivityIsFoundByALookBack() {
        Feed groups = groups(Map.of("min-score", "50"));
        join("e1", "g1", 30);
        fetch(groups);
        later(Duration.ofDays(5));
        fetch(groups);
        APPLIANCE.analyst().assess("g1", 60, "critical");
        fetch(groups);
        assertThat(told()).isEmpty();

        lookBack(groups);

        assertThat(told()).containsExactly("created main:aia:g1 {}");
    }

    @Test
    void aGroupIsFollowedAlsoWhereItWouldNotBecomeAnIncidentAnyMore() {
        Feed groups = groups(Map.of("min-score", "50", "categories", "critical"));
        join("e1", "g1", 60);
        fetch(groups);
        APPLIANCE.analyst().assess("g1", 10, "compliance");
        fetch(groups);

        assertThat(told())
                .containsExactly(
                        "created main:aia:g1 {}",
                        "changed main:aia:g1 {\"groupScore\":10.0,\"groupCategory\":\"compliance\"}");
    }

    @Test
    void pinnedGroupsOfAnyAgeAreNotAskedFor() {
        fetch(groups(Map.of()));

        assertThat(APPLIANCE.requests())
                .filteredOn(request -> request.url().startsWith("/aianalyst"))
                .isNotEmpty()
                .allMatch(request -> request.url().contains("includeallpinned=false"));
        assertThat(told()).isEmpty();
        assertThat(others).doesNotContain("g04a3f36e-4u8w-v9dh-x6lb-894778cf9633");
    }

    @Test
    void eventsAreAskedForOfGroupsThatAreNewOrDifferOnly() {
        Feed groups = groups(Map.of());
        join("e1", "g1", 30);
        join("e2", "g2", 30);
        fetch(groups);
        later(Duration.ofMinutes(1));
        join("e3", "g2", 40);
        APPLIANCE.clearRequests();

        fetch(groups);

        assertThat(APPLIANCE.requests())
                .filteredOn(request -> request.url().startsWith("/aianalyst/incidentevents"))
                .singleElement()
                .satisfies(request -> assertThat(request.url()).contains("groupid=g2&"));
    }

    @Test
    void aBreachThatCameBeforeItsGroupSaysWhatItBelongsToFromThenOn() {
        breach(7);
        fetch(breaches("true"));
        join("e1", "g1", 30);
        fetch(groups(Map.of()));

        assertThat(told())
                .containsExactly(
                        "created main:7 {}",
                        "created main:aia:g1 {}",
                        "changed main:7 {\"belongs_to\":\"main:aia:g1\"}");
    }

    @Test
    void aBreachThatComesAfterItsGroupSaysWhatItBelongsToFromTheBeginning() {
        join("e1", "g1", 30);
        join("e2", "g2", 30);
        fetch(groups(Map.of()));
        APPLIANCE.analyst().merge("g1", "g2");
        fetch(groups(Map.of()));
        breach(7);
        fetch(breaches("true"));

        assertThat(told()).endsWith("created main:7 {}");
        JsonNode last = JsonMapper.shared()
                .readTree(incidents
                        .read(position - 1, 1, Long.MAX_VALUE, all())
                        .blockOptional()
                        .orElseThrow()
                        .events()
                        .get(0)
                        .json());
        assertThat(last.at("/CustomFields/darktracebelongsto").asString()).isEqualTo("main:aia:g1");
        assertThat(last.path("labels").toString()).contains("{\"type\":\"Belongs To\",\"value\":\"main:aia:g1\"}");
    }

    @Test
    void breachesOfGroupsAreLeftOutWhereTheyAreNotWantedAndEndWhereTheyCameBefore() {
        breach(7);
        fetch(breaches("false"));
        join("e1", "g1", 30, 7, 8);
        fetch(groups(Map.of(), "false"));
        breach(8);
        breach(9);
        fetch(breaches("false"));

        assertThat(told())
                .containsExactly(
                        "created main:7 {}",
                        "created main:aia:g1 {}",
                        "closed main:7 {\"merged_into\":\"main:aia:g1\"}",
                        "created main:9 {}");
    }

    @Test
    void toACallerWithoutALogAGroupComesOnceAlsoWhenItGrowsOrIsTakenUpDaysLater() {
        Feed groups = groups(Map.of());
        join("e1", "g1", 30);
        Fetched first = groups.fetch(from(NOW), CLOCK.instant()).blockOptional().orElseThrow();
        later(Duration.ofDays(5));
        Fetched second =
                groups.fetch(first.next(), CLOCK.instant()).blockOptional().orElseThrow();
        join("e2", "g1", 60);
        Fetched third =
                groups.fetch(second.next(), CLOCK.instant()).blockOptional().orElseThrow();
        join("e3", "g2", 60);
        APPLIANCE.analyst().merge("g1", "g2");
        Fetched fourth =
                groups.fetch(third.next(), CLOCK.instant()).blockOptional().orElseThrow();
        later(Duration.ofDays(1));
        join("e4", "g3", 60);
        APPLIANCE.analyst().merge("g2", "g3");
        Fetched fifth =
                groups.fetch(fourth.next(), CLOCK.instant()).blockOptional().orElseThrow();

        assertThat(first.incidents()).extracting(Incident::externalId).containsExactly("g1");
        assertThat(List.of(second, third, fourth, fifth))
                .allMatch(fetched -> fetched.incidents().isEmpty());
        assertThat(fifth.next().seen()).containsOnlyKeys("g1", "g2", "g3");
    }

    /** Or last_run would grow for ever, and with it what XSOAR sends with each fetch. */
    @Test
    void whatIsRememberedForACallerWithoutALogIsBoundedByNumberAndByTime() {
        Map<String, Long> seen = new HashMap<>();
        for (int i = 0; i < 12_000; i++) {
            seen.put("old" + i, NOW.minus(Duration.ofHours(1 + i % 480)).toEpochMilli());
        }
        seen.put("ancient", NOW.minus(Duration.ofDays(31)).toEpochMilli());
        join("e1", "g1", 30);

        Fetched fetched = groups(Map.of())
                .fetch(from(NOW).having(seen), CLOCK.instant())
                .blockOptional()
                .orElseThrow();

        assertThat(fetched.next().seen())
                .hasSize(10_000)
                .containsKeys("g1", "old0")
                .doesNotContainKeys("ancient", "old479");
    }

    private static FetchCursor from(Instant time) {
        return FetchCursor.startingAt(time.toEpochMilli());
    }

    private static void later(Duration time) {
        CLOCK.advance(time);
    }

    private static void join(String id, String group, double score) {
        join(id, group, score, 7);
    }

    private static void join(String id, String group, double score, long... pbids) {
        Instant now = CLOCK.instant();
        List<Long> breaches = Arrays.stream(pbids).boxed().toList();
        APPLIANCE
                .analyst()
                .addEvent(
                        new SyntheticEvent(id, group, "critical", score, now.minusSeconds(60), now, 823, breaches),
                        now);
    }

    private static void breach(int pbid) {
        long now = CLOCK.millis();
        APPLIANCE.addBreach(
                "{\"pbid\": %d, \"time\": %d, \"creationTime\": %d, \"score\": 0.5}".formatted(pbid, now, now));
    }

    private static Feed groups(Map<String, String> settings) {
        return groups(settings, "true");
    }

    private static Feed groups(Map<String, String> settings, String fetchParts) {
        return new Feed(AnalystSources.of(settings), instance(), settings(fetchParts));
    }

    private static Feed breaches(String fetchParts) {
        return new Feed(BreachSources.of(Map.of()), instance(), settings(fetchParts));
    }

    private static FetchSettings settings(String fetchParts) {
        return new Binder(new MapConfigurationPropertySource(
                        Map.of("i.fetch", "breaches,analyst", "i.fetch-parts", fetchParts)))
                .bind("i", FetchSettings.class)
                .get();
    }

    private static DarktraceInstance instance() {
        return TestInstances.create(
                TestInstances.settings(
                        APPLIANCE.url(),
                        "public-api-token",
                        APPLIANCE.publicToken(),
                        "private-api-token",
                        APPLIANCE.privateToken()),
                CLOCK);
    }

    private void fetch(Feed feed) {
        if (store.state(feed.key()).blockOptional().orElseThrow().cursor().settled() == null) {
            store.begin(
                            feed.key(),
                            FetchCursor.startingAt(NOW.minus(Duration.ofDays(7)).toEpochMilli()))
                    .block();
        }
        boolean more = true;
        while (more) {
            FetchState before = store.stateBeforeFetch(feed).blockOptional().orElseThrow();
            Fetched fetched = feed.fetch(before.cursor(), store.memory(feed), CLOCK.instant())
                    .blockOptional()
                    .orElseThrow();
            store.save(feed.key(), before, fetched).block();
            more = fetched.more();
        }
    }

    private void lookBack(Feed feed) {
        FetchCursor from =
                store.lookBackStart(feed, Duration.ZERO).blockOptional().orElseThrow();
        Fetched fetched = feed.fetch(from, store.memory(feed), CLOCK.instant())
                .blockOptional()
                .orElseThrow();
        store.add(feed.key(), fetched).block();
    }

    private static EventFilter all() {
        return new EventFilter(null, EnumSet.allOf(EventKind.class));
    }

    /** What the log says of what the tests make up; the appliance has groups of its own. */
    private List<String> told() {
        incidents
                .read(position, 1000, Long.MAX_VALUE, all())
                .blockOptional()
                .orElseThrow()
                .events()
                .forEach(event -> {
                    position = event.position();
                    JsonNode incident = JsonMapper.shared().readTree(event.json());
                    if (!event.externalId().matches("g?\\d")) {
                        others.add(event.externalId());
                        return;
                    }
                    told.add(event.kind().text() + " "
                            + incident.path("dbotMirrorId").asString() + " " + event.changes());
                });
        return told;
    }
}
