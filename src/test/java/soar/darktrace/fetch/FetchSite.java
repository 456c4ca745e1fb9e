package soar.darktrace.fetch;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.client.TestInstances;
import soar.darktrace.fetch.breach.BreachSources;

/** An instance with settings of its own, and the source that is fetched from it. */
record FetchSite(Feed feed) {

    private static final Instant ANY = Instant.parse("2026-01-02T03:04:05Z");

    /** What differs in whatever the result may depend on. */
    static List<FetchSite> all(SimulatedAppliance appliance, Clock clock) {
        return List.of(
                of(appliance, clock, 0, 50, "15m", "1 day"),
                of(appliance, clock, 50, 1, "15m", "12 hours"),
                of(appliance, clock, 80, 2, "5m", "2 days"),
                of(appliance, clock, 0, 3, "0s", "1 day"),
                of(appliance, clock, 20, 5, "1h", "1 week"),
                of(appliance, clock, 1, 2, "1ms", "30 minutes"),
                of(appliance, clock, 100, 1, "40m", "1 hour"),
                of(appliance, clock, 0, 1, "15m", "1 day"),
                of(appliance, clock, 33, 10, "10m", "30 days"));
    }

    static FetchSite of(
            SimulatedAppliance appliance, Clock clock, int minScore, int maxAlerts, String overlap, String firstFetch) {
        var settings = TestInstances.settings(
                appliance.url(),
                "public-api-token",
                appliance.publicToken(),
                "private-api-token",
                appliance.privateToken(),
                "min-score",
                Integer.toString(minScore),
                "max-alerts",
                Integer.toString(maxAlerts),
                "first-fetch",
                firstFetch,
                "limits.max-per-second",
                "1000000",
                "limits.read-attempts",
                "2",
                "limits.read-backoff",
                "1ms");
        FetchSettings fetch = new Binder(new MapConfigurationPropertySource(Map.of("i.fetch-overlap", overlap)))
                .bind("i", FetchSettings.class)
                .get();
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
        breakers.circuitBreaker("main").transitionToDisabledState();
        return new FetchSite(
                new Feed(BreachSources.of(Map.of()), TestInstances.create("main", settings, clock, breakers), fetch));
    }

    /** The same with another source. */
    FetchSite with(Source other) {
        return new FetchSite(new Feed(other, instance(), feed.settings()));
    }

    Duration overlap() {
        return feed.settings().fetchOverlap();
    }

    private DarktraceInstance instance() {
        return feed.instance();
    }

    int minScore() {
        return instance().settings().minScore();
    }

    int maxAlerts() {
        return instance().settings().maxAlerts();
    }

    /** How far back a first fetch looks. */
    Duration firstFetch() {
        return Duration.between(DarktraceTime.parse(instance().settings().firstFetch(), ANY), ANY);
    }
}
