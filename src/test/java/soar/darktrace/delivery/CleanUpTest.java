package soar.darktrace.delivery;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import soar.darktrace.DarktraceConnectorApplication;
import soar.darktrace.TestClock;
import soar.darktrace.TestDatabase;
import soar.darktrace.incident.EventFilter;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.EventPage;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.StoredIncidents;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is kept of an incident, and until when. */
class CleanUpTest {

    private static final String SINK = "connector.sinks.soar.url";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String URL = "http://127.0.0.1:9/hook";

    private final TestClock clock = new TestClock();

    @ParameterizedTest
    @EnumSource
    void withoutSinksAgeAloneDecides(TestDatabase kind) {
        DataSource database = kind.create();
        add(database, "main", 1, 2);
        clock.advance(Duration.ofDays(29));
        add(database, "main", 3);
        clean(database, Map.of());
        assertThat(documents(database)).containsExactly("1", "2", "3");

        clock.advance(Duration.ofDays(1).plusSeconds(1));
        clean(database, Map.of());

        assertThat(documents(database)).containsExactly("3");
    }

    @ParameterizedTest
    @EnumSource
    void theRetentionIsASetting(TestDatabase kind) {
        DataSource database = kind.create();
        add(database, "main", 1);
        clock.advance(Duration.ofHours(2));

        clean(database, Map.of("connector.retention", "1h"));

        assertThat(documents(database)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatASinkHasNotTakenIsKept(TestDatabase kind) {
        DataSource database = kind.create();
        add(database, "main", 1, 2, 3);
        took(database, "soar", 2);
        clock.advance(Duration.ofDays(31));

        clean(database, Map.of(SINK, URL));

        assertThat(documents(database)).containsExactly("3");
    }

    @ParameterizedTest
    @EnumSource
    void aParkedSinkAndOneThatNeverRanHoldTheirIncidents(TestDatabase kind) {
        DataSource database = kind.create();
        add(database, "main", 1, 2);
        took(database, "soar", 2);
        took(database, "second", 1);
        new JdbcTemplate(database).update("update sink_state set parked = true where sink = 'second'");
        clock.advance(Duration.ofDays(31));

        clean(database, Map.of(SINK, URL, "connector.sinks.second.url", URL));
        assertThat(documents(database)).containsExactly("2");

        clean(database, Map.of(SINK, URL, "connector.sinks.third.url", URL));
        assertThat(documents(database)).containsExactly("2");
    }

    @ParameterizedTest
    @EnumSource
    void aSinkThatIsNoLongerConfiguredHoldsNothing(TestDatabase kind) {
        DataSource database = kind.create();
        add(database, "main", 1, 2);
        took(database, "soar", 2);
        took(database, "former", 0);
        clock.advance(Duration.ofDays(31));

        clean(database, Map.of(SINK, URL));

        assertThat(documents(database)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aSinkOfOneInstanceHoldsTheIncidentsOfThatInstanceOnly(TestDatabase kind) {
        DataSource database = kind.create();
        add(database, "main", 1);
        add(database, "other", 2);
        add(database, "main", 3);
        took(database, "soar", 1);
        clock.advance(Duration.ofDays(31));

        clean(database, Map.of(SINK, URL, "connector.sinks.soar.instance", "main"));

        assertThat(documents(database)).containsExactly("3");
    }

    @ParameterizedTest
    @EnumSource
    void aSinkHoldsTheKindsOfEventsThatItTakesOnly(TestDatabase kind) {
        DataSource database = kind.create();
        IncidentStore store = add(database, "main", 1);
        took(database, "soar", 1);
        StoredIncidents.append(store, "main", 1, EventKind.CHANGED, JsonNodeFactory.instance.objectNode());
        clock.advance(Duration.ofDays(31));

        clean(database, Map.of(SINK, URL, "connector.sinks.soar.kinds", "created,changed"));
        assertThat(documents(database)).containsExactly("1");

        clean(database, Map.of(SINK, URL));
        assertThat(documents(database)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aCleanedBreachThatIsFetchedAgainDoesNotBecomeASecondIncident(TestDatabase kind) {
        DataSource database = kind.create();
        add(database, "main", 1);
        clock.advance(Duration.ofDays(31));
        clean(database, Map.of());

        IncidentStore store = add(database, "main", 1);

        assertThat(store.read(0, 10, Long.MAX_VALUE, EventFilter.created(null)).block())
                .isEqualTo(new EventPage(List.of(), false));
    }

    @ParameterizedTest
    @EnumSource
    void aBreachIsForgottenAfter400Days(TestDatabase kind) {
        DataSource database = kind.create();
        add(database, "main", 1);
        clock.advance(Duration.ofDays(400));
        clean(database, Map.of());
        assertThat(rows(database)).isEqualTo(1);

        clock.advance(Duration.ofSeconds(1));
        clean(database, Map.of());

        assertThat(rows(database)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void anIncidentThatASinkStillHoldsIsNeverForgotten(TestDatabase kind) {
        DataSource database = kind.create();
        add(database, "main", 1);
        clock.advance(Duration.ofDays(500));

        clean(database, Map.of(SINK, URL));

        assertThat(documents(database)).containsExactly("1");
    }

    @ParameterizedTest
    @EnumSource
    void theLogIsForgottenFromItsBeginningSoThatAReaderIsToldWhatIsMissing(TestDatabase kind) {
        DataSource database = kind.create();
        add(database, "other", 1);
        IncidentStore store = add(database, "main", 2);
        clock.advance(Duration.ofDays(401));

        clean(database, Map.of(SINK, URL, "connector.sinks.soar.instance", "other"));

        assertThat(documents(database)).containsExactly("1");
        assertThat(store.isCleanedUp(1, Long.MAX_VALUE, EventFilter.created(null))
                        .block())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void moreThanOnePortionIsCleaned(TestDatabase kind) {
        DataSource database = kind.create();
        add(database, "main", IntStream.rangeClosed(1, 2001).toArray());
        clock.advance(Duration.ofDays(31));

        clean(database, Map.of());

        assertThat(documents(database)).isEmpty();
        assertThat(rows(database)).isEqualTo(2001);
    }

    @Test
    void theConnectorCleansUpByItself() {
        String url = TestDatabase.H2_FILE.newUrl();
        try (ConfigurableApplicationContext connector = start(url)) {
            add(connector.getBean(DataSource.class), "main", 1);
        }

        try (ConfigurableApplicationContext connector = start(url)) {
            DataSource database = connector.getBean(DataSource.class);
            await().atMost(PATIENCE).until(() -> documents(database).isEmpty());
            assertThat(rows(database)).isEqualTo(1);
        }
    }

    private static ConfigurableApplicationContext start(String url) {
        return new SpringApplicationBuilder(DarktraceConnectorApplication.class)
                .web(WebApplicationType.NONE)
                .run("--spring.datasource.url=" + url);
    }

    private IncidentStore add(DataSource database, String instance, int... pbids) {
        IncidentStore store = StoredIncidents.store(database, clock);
        StoredIncidents.add(store, instance, pbids);
        return store;
    }

    private void took(DataSource database, String sink, long position) {
        SinkStateTable states = new SinkStateTable(StoredIncidents.database(database));
        SinkState before =
                requireNonNull(states.state(sink, SinkSettings.Start.OLDEST).block());
        assertThat(states.moveTo(sink, before, position).block()).isTrue();
    }

    private void clean(DataSource database, Map<String, String> properties) {
        DeliverySettings settings = new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("connector", Bindable.of(DeliverySettings.class));
        new CleanUp(StoredIncidents.database(database), settings, StoredIncidents.lease(database), clock)
                .hourly()
                .block();
    }

    private static List<String> documents(DataSource database) {
        return new JdbcTemplate(database)
                .queryForList(
                        "select external_id from event where document is not null order by position", String.class);
    }

    private static int rows(DataSource database) {
        return JdbcClient.create(database)
                .sql("select count(*) from incident")
                .query(Integer.class)
                .single();
    }
}
