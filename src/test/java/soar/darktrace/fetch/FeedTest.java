package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.web.util.UriComponentsBuilder;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.ReceivedRequest;
import soar.darktrace.appliance.SettableClock;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.TestInstances;
import soar.darktrace.fetch.breach.BreachSources;
import soar.darktrace.fetch.second.SecondSource;
import soar.darktrace.incident.Incident;

/** What one fetch step asks of Darktrace, and what it makes of the answer. */
class FeedTest {

    /** Shortly after the youngest breach of the appliance's own data. */
    private static final Instant NOW = Instant.parse("2020-10-12T12:00:00Z");

    /** None of that data is fetched any more. */
    private static final Instant LONG_AFTER = Instant.parse("2026-01-02T03:04:05Z");

    private static final int MOST_STEPS = 100;
    private static final SettableClock CLOCK = new SettableClock(NOW);
    private static final SimulatedAppliance APPLIANCE = SimulatedAppliance.start(CLOCK);

    @BeforeEach
    void reset() {
        APPLIANCE.reset();
        CLOCK.set(NOW);
    }

    @AfterAll
    static void stop() {
        APPLIANCE.close();
    }

    @Test
    void theFirstStepLooksBackAsFarAsItIsTold() {
        Fetched fetched = step(FetchCursor.NONE, "first-fetch", "7 days");

        assertThat(pbids(fetched)).containsExactly("46", "95", "111", "127", "128", "140", "2000000000153");
        Map<String, String> query = queries().get(0);
        assertThat(query)
                .containsEntry("creationtime", "true")
                .containsEntry(
                        "starttime", Long.toString(NOW.minus(Duration.ofDays(7)).toEpochMilli() - 1))
                .containsKey("endtime")
                .doesNotContainKeys("minscore", "includeacknowledged", "includesuppressed", "saasonly");
    }

    @Test
    void aStepTakesTheOldestByCreationAndLeavesTheRestForTheNext() {
        Fetched first = step(FetchCursor.NONE, "first-fetch", "7 days", "max-alerts", "2");
        Fetched second = step(first.next(), "max-alerts", "2");

        assertThat(pbids(first)).containsExactly("46", "95");
        assertThat(first.more()).isTrue();
        assertThat(pbids(second)).containsExactly("111", "127");
    }

    @Test
    void theLowestScoreIsSentAsAFraction() {
        Fetched fetched = step(FetchCursor.NONE, "first-fetch", "7 days", "min-score", "70");

        assertThat(queries().get(0)).containsEntry("minscore", "0.7");
        assertThat(pbids(fetched)).containsExactly("95", "111", "140", "2000000000153");
    }

    @Test
    void acknowledgedAndSuppressedBreachesAreTakenOnRequest() {
        Fetched fetched = step(
                FetchCursor.NONE,
                "first-fetch",
                "7 days",
                "include-acknowledged",
                "true",
                "include-suppressed",
                "true");

        assertThat(pbids(fetched)).contains("112", "141");
    }

    @Test
    void modelsAreChosenAndLeftOutByWildcards() {
        Fetched compromise = step(FetchCursor.NONE, "first-fetch", "7 days", "models", "Compromise::*,Unusual*");
        Fetched others = step(FetchCursor.NONE, "first-fetch", "7 days", "exclude-models", "compromise::*");

        assertThat(names(compromise))
                .isNotEmpty()
                .allMatch(name -> name.contains("Compromise::") || name.contains("Unusual"));
        assertThat(names(others)).isNotEmpty().noneMatch(name -> name.contains("Compromise::"));
    }

    @Test
    void onlySaasBreachesAreAskedForOnRequest() {
        step(FetchCursor.NONE, "saas-only", "true");

        assertThat(queries().get(0)).containsEntry("saasonly", "true");
    }

    @Test
    void aFirstFetchOfMoreThanAYearIsCutWithAWarning() {
        Fetched fetched = step(FetchCursor.NONE, "first-fetch", "3 years");

        assertThat(queries().get(0))
                .containsEntry(
                        "starttime",
                        Long.toString(Instant.parse("2019-10-12T12:00:00Z").toEpochMilli() - 1));
        assertThat(fetched.warnings())
                .anyMatch(warning -> warning.startsWith("first_fetch reaches back more than one"));
    }

    @Test
    void nothingIsTakenTwice() {
        FetchCursor done =
                drained(step(FetchCursor.NONE, "first-fetch", "7 days")).next();

        Fetched again = step(done);

        assertThat(again.incidents()).isEmpty();
        assertThat(again.more()).isFalse();
    }

    @Test
    void aBreachThatShowsUpLateWithinTheOverlapIsTaken() {
        FetchCursor done =
                drained(step(FetchCursor.NONE, "first-fetch", "7 days")).next();
        addBreach(500, NOW.minus(Duration.ofSeconds(5)));
        FetchCursor later = drained(step(done)).next();
        addBreach(501, NOW.minus(Duration.ofMinutes(14)));

        assertThat(pbids(step(later))).containsExactly("501");
    }

    @Test
    void aBreachFromTheFutureDoesNotMoveTheCursorPastThePresent() {
        FetchCursor done =
                drained(step(FetchCursor.NONE, "first-fetch", "7 days")).next();
        addBreach(500, NOW.plus(Duration.ofMinutes(20)));
        FetchCursor later = drained(step(done)).next();
        addBreach(501, NOW.plus(Duration.ofMinutes(1)));
        CLOCK.advance(Duration.ofMinutes(2));

        assertThat(pbids(step(later))).containsExactly("501");
    }

    @Test
    void aBreachThatCannotHaveBeenCreatedWhenItSaysIsNotPassedOver() {
        CLOCK.set(LONG_AFTER);
        Instant created = LONG_AFTER.minus(Duration.ofMinutes(20 * 60 + 30));
        APPLIANCE.addBreach(
                "{\"pbid\": 500, \"creationTime\": %d}".formatted(LONG_AFTER.toEpochMilli() + 1), created, created);
        addBreach(501, created.plusSeconds(600));

        List<String> taken = allTaken("max-alerts", "1");

        assertThat(taken).containsExactly("500", "501");
    }

    @Test
    void aBreachThatDoesNotSayWhenItWasCreatedIsTakenOnce() {
        CLOCK.set(LONG_AFTER);
        Instant created = LONG_AFTER.minus(Duration.ofMinutes(20 * 60 + 30));
        APPLIANCE.addBreach(
                "{\"pbid\": 500, \"time\": %d}".formatted(created.toEpochMilli() - 15_000), created, created);
        addBreach(501, created);
        addBreach(502, created);

        assertThat(allTaken("max-alerts", "1")).containsExactlyInAnyOrder("500", "501", "502");
    }

    @Test
    void aLongTimeWithoutBreachesTakesFewQueriesHoweverFewAreWanted() {
        addBreach(500, NOW.minus(Duration.ofDays(300)));
        APPLIANCE.clearRequests();

        List<String> taken = allTaken("max-alerts", "1", "min-score", "50", "first-fetch", "301 days");

        assertThat(taken).contains("500");
        assertThat(APPLIANCE.requests()).hasSizeLessThan(60);
    }

    /** The second burst comes from a Darktrace whose clock is ahead. */
    @ParameterizedTest
    @ValueSource(longs = {-60_000, 600_000})
    void aBurstOfMoreThanAThousandIsTakenStepByStep(long ahead) {
        CLOCK.set(LONG_AFTER);
        for (int pbid = 1; pbid <= 1200; pbid++) {
            addBreach(pbid, LONG_AFTER.plusMillis(ahead + pbid % 500));
        }

        assertThat(allTaken("max-alerts", "50")).hasSize(1200).doesNotHaveDuplicates();
    }

    @Test
    void aStepThatFailsGivesNothing() {
        APPLIANCE.fail(Fault.FORBIDDEN);

        assertThatThrownBy(() -> step(FetchCursor.NONE)).isInstanceOf(DarktraceException.class);
    }

    @Test
    void anAnswerThatIsNoListOfBreachesIsAFailure() {
        APPLIANCE.answer("GET", "/modelbreaches", "{\"message\": \"maintenance\"}");

        assertThatThrownBy(() -> step(FetchCursor.NONE))
                .isInstanceOfSatisfying(
                        DarktraceException.class,
                        failure -> assertThat(failure.code()).isEqualTo("darktrace_unreadable"));
    }

    @Test
    void itemsWithoutAUsableIdAreCounted() {
        APPLIANCE.answer(
                "GET",
                "/modelbreaches",
                "[{\"score\": 0.5}, \"text\", {\"pbid\": \"a b\"}, {\"pbid\": 7, \"creationTime\": %d}]"
                        .formatted(NOW.toEpochMilli()));

        Fetched fetched = step(FetchCursor.NONE, "first-fetch", "30 minutes");

        assertThat(pbids(fetched)).containsExactly("7");
        assertThat(fetched.unidentified()).isEqualTo(3);
        assertThat(fetched.warnings()).anyMatch(warning -> warning.startsWith("3 items"));
    }

    @Test
    void anIdThatCouldNotBeStoredHoldsUpNoSource() {
        APPLIANCE.answer(
                "GET",
                "/modelbreaches",
                "[{\"pbid\": \"%s\"}, {\"pbid\": \"a\\u0000b\"}, {\"pbid\": \"7\"}]".formatted("9".repeat(101)));

        Fetched fetched = FetchSite.of(APPLIANCE, CLOCK, 0, 50, "15m", "30 minutes")
                .with(new SecondSource())
                .feed()
                .fetch(FetchCursor.NONE, CLOCK.instant())
                .blockOptional()
                .orElseThrow();

        assertThat(pbids(fetched)).containsExactly("7");
        assertThat(fetched.unidentified()).isEqualTo(2);
    }

    @Test
    void aBacklogIsReadInWindowsThatFitItsVolume() {
        CLOCK.set(LONG_AFTER);
        List<Long> added = APPLIANCE.addBreaches(5_000);

        List<String> taken = new ArrayList<>();
        Fetched fetched = step(FetchCursor.NONE, "first-fetch", "2 hours", "max-alerts", "200");
        int read = fetched.read();
        while (true) {
            taken.addAll(pbids(fetched));
            if (!fetched.more()) {
                break;
            }
            fetched = step(fetched.next(), "max-alerts", "200");
            read += fetched.read();
        }

        assertThat(taken)
                .containsExactlyElementsOf(added.stream().map(String::valueOf).toList());
        assertThat(read).isLessThan(4 * added.size());
    }

    /** All that is fetched until nothing is left. */
    private static List<String> allTaken(String... properties) {
        List<String> taken = new ArrayList<>();
        Fetched last;
        FetchCursor next = FetchCursor.NONE;
        int steps = 0;
        do {
            assertThat(++steps).isLessThan(MOST_STEPS);
            last = step(next, properties);
            taken.addAll(pbids(last));
            next = last.next();
        } while (last.more());
        return taken;
    }

    /** Goes on until nothing is left; the answer is the last step. */
    private static Fetched drained(Fetched fetched) {
        Fetched last = fetched;
        while (last.more()) {
            last = step(last.next());
        }
        return last;
    }

    private static Fetched step(FetchCursor cursor, String... properties) {
        Map<String, String> all = new HashMap<>(Map.of(
                "public-api-token",
                APPLIANCE.publicToken(),
                "private-api-token",
                APPLIANCE.privateToken(),
                "limits.read-attempts",
                "1",
                "limits.max-per-second",
                "100000"));
        Map<String, String> fetch = new HashMap<>();
        Map<String, String> breach = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            all.put(properties[i], properties[i + 1]);
            fetch.put("f." + properties[i], properties[i + 1]);
            breach.put(properties[i], properties[i + 1]);
        }
        DarktraceInstance darktrace = TestInstances.create(
                TestInstances.settings(
                        APPLIANCE.url(),
                        all.entrySet().stream()
                                .flatMap(entry -> List.of(entry.getKey(), entry.getValue()).stream())
                                .toArray(String[]::new)),
                CLOCK);
        FetchSettings settings = new Binder(new MapConfigurationPropertySource(fetch))
                .bindOrCreate("f", Bindable.of(FetchSettings.class));
        return new Feed(BreachSources.of(breach), darktrace, settings)
                .fetch(cursor, CLOCK.instant())
                .blockOptional()
                .orElseThrow();
    }

    private static void addBreach(long pbid, Instant created) {
        APPLIANCE.addBreach("{\"pbid\": %d, \"time\": %d, \"creationTime\": %d, \"score\": 0.5}"
                .formatted(pbid, created.toEpochMilli() - 1000, created.toEpochMilli()));
    }

    private static List<String> pbids(Fetched fetched) {
        return fetched.incidents().stream().map(Incident::externalId).toList();
    }

    private static List<String> names(Fetched fetched) {
        return fetched.incidents().stream()
                .map(incident -> incident.tree().path("name").asString())
                .toList();
    }

    private static List<Map<String, String>> queries() {
        return APPLIANCE.requests().stream().map(FeedTest::query).toList();
    }

    private static Map<String, String> query(ReceivedRequest request) {
        return UriComponentsBuilder.fromUriString(request.url())
                .build()
                .getQueryParams()
                .toSingleValueMap();
    }
}
