package soar.darktrace.mirror;

import com.zaxxer.hikari.HikariDataSource;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.TestInstances;
import soar.darktrace.fetch.Item;
import soar.darktrace.fetch.Source;
import soar.darktrace.fetch.Window;
import soar.darktrace.fetch.analyst.AnalystSources;
import soar.darktrace.fetch.breach.BreachSources;
import soar.darktrace.incident.EventFilter;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.Incident;
import soar.darktrace.incident.IncidentEvent;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.StoredIncidents;
import soar.darktrace.store.BackgroundWork;
import soar.darktrace.store.Database;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A connector's store and what watches over it, without the schedule. */
final class WatchSite {

    private static final Source GROUPS = AnalystSources.of(Map.of());
    private static final Documents DOCUMENTS = new Documents(List.of(BreachSources.of(Map.of()), GROUPS));

    private final HikariDataSource source;
    private final SimulatedAppliance appliance;
    private final Database database;
    private final IncidentStore store;
    private final DarktraceInstance darktrace;
    private final Clock clock;
    private final AtomicInteger untilKilled = new AtomicInteger(Integer.MAX_VALUE);

    WatchSite(HikariDataSource source, SimulatedAppliance appliance, Clock clock) {
        this.source = source;
        this.appliance = appliance;
        this.clock = clock;
        this.database = StoredIncidents.database(source);
        this.store = StoredIncidents.store(source, new MortalTransactions(), clock);
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
        breakers.circuitBreaker("main").transitionToDisabledState();
        this.darktrace = TestInstances.create(
                "main",
                TestInstances.settings(
                        appliance.url(),
                        "public-api-token",
                        appliance.publicToken(),
                        "private-api-token",
                        appliance.privateToken(),
                        "is-fetch",
                        "true",
                        "limits.max-per-second",
                        "1000000",
                        "limits.read-attempts",
                        "2",
                        "limits.read-backoff",
                        "1ms"),
                clock,
                breakers);
    }

    /** Ends a transaction as a kill does: all that it did is undone. */
    private final class MortalTransactions extends TransactionTemplate {

        private static final long serialVersionUID = 1L;

        MortalTransactions() {
            super(new JdbcTransactionManager(source));
        }

        @Override
        public <T> T execute(TransactionCallback<T> action) {
            return super.execute((TransactionStatus status) -> {
                T result = action.doInTransaction(status);
                if (untilKilled.getAndDecrement() <= 0) {
                    throw new DataAccessResourceFailureException("killed");
                }
                return result;
            });
        }
    }

    /** The next so many transactions are committed, the others not. */
    void killAfter(int transactions) {
        untilKilled.set(transactions);
    }

    void live() {
        untilKilled.set(Integer.MAX_VALUE);
    }

    /** What a connector that was just started watches with. */
    WatchCycle start(Map<String, String> settings) {
        MirrorSettings mirror = new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("mirror", Bindable.of(MirrorSettings.class));
        return new WatchCycle(darktrace, mirror, DOCUMENTS, database, store, clock);
    }

    /** Watches as the server does, with a cycle every few milliseconds. */
    BackgroundWork work(Duration interval) {
        return WatchSchedule.work(List.of(new WatchSchedule(
                "main", interval, StoredIncidents.lease(source), start(Map.of()), new SimpleMeterRegistry())));
    }

    /** What {@code get-modified-remote-data} answers. */
    JsonNode modified(String lastUpdate, JsonNode state) {
        return new GetModifiedRemoteData(logs(), new LoggedChanges(clock), new AskedChanges(clock), clock)
                .run(new GetModifiedRemoteData.Arguments(lastUpdate, state), darktrace)
                .blockOptional()
                .orElseThrow()
                .outputs();
    }

    /** What {@code get-remote-data} answers, where closing and reopening are wanted. */
    JsonNode data(String id, String lastUpdate) {
        RemoteBreach breaches = new RemoteBreach(logs(), DOCUMENTS);
        RemoteGroup groups = new RemoteGroup(logs(), DOCUMENTS, clock);
        return new GetRemoteData(breaches, groups, clock)
                .run(new GetRemoteData.Arguments(id, lastUpdate, true, true), darktrace)
                .blockOptional()
                .orElseThrow()
                .outputs();
    }

    private ServerLog logs() {
        return new ServerLog(
                new StaticListableBeanFactory(Map.of("store", store)).getBeanProvider(IncidentStore.class),
                new MirrorSettings.OfInstances(Map.of()));
    }

    /** A fetch makes incidents of groups, or changes them. */
    void fetchGroups() {
        Window window = new Window(0, clock.instant().plus(Duration.ofDays(1)).toEpochMilli(), true);
        List<Incident> listed = GROUPS.complete(
                        GROUPS.list(window, darktrace)
                                .map(group -> new Item(GROUPS.id(group).orElseThrow(), 0, 0, group)),
                        darktrace)
                .map(item -> new Incident(
                        "main",
                        "analyst",
                        item.id(),
                        0,
                        GROUPS.document(item, darktrace).json(),
                        GROUPS.growth(item.json(), darktrace)))
                .collectList()
                .blockOptional()
                .orElseThrow();
        store.save(listed, () -> true).block();
    }

    /** A fetch makes an incident of a breach. */
    void incident(long pbid, Instant created) {
        store.save(
                        List.of(new Incident(
                                "main",
                                "breach",
                                Long.toString(pbid),
                                created.toEpochMilli(),
                                JsonNodeFactory.instance.objectNode().put("dbotMirrorId", "main:" + pbid))),
                        () -> true)
                .block();
    }

    /** What the log says became of incidents. */
    List<IncidentEvent> events() {
        List<IncidentEvent> all = new ArrayList<>();
        EventFilter later = new EventFilter("main", Set.of(EventKind.CHANGED, EventKind.CLOSED));
        List<IncidentEvent> page;
        do {
            long position = all.isEmpty() ? 0 : all.get(all.size() - 1).position();
            page = store.read(position, 50, Long.MAX_VALUE, later)
                    .blockOptional()
                    .orElseThrow()
                    .events();
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }

    /** Empties the store and the appliance. */
    void reset() {
        live();
        appliance.reset();
        JdbcClient jdbc = JdbcClient.create(source);
        List.of("event", "followed_instance", "incident")
                .forEach(table -> jdbc.sql("delete from " + table).update());
        jdbc.sql("update last_position set position = 0").update();
    }
}
