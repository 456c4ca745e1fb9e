package soar.darktrace.fetch;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.client.TestInstances;
import soar.darktrace.fetch.analyst.AnalystSources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** An instance with settings of its own, whose AI Analyst groups are fetched. */
record GroupSite(Feed feed) {

    private static final Instant ANY = Instant.parse("2026-01-02T03:04:05Z");

    /** What differs in whatever the result may depend on. */
    static List<GroupSite> all(SimulatedAppliance appliance, Clock clock) {
        return List.of(
                of(appliance, clock, 50, "1 day", Map.of()),
                of(appliance, clock, 1, "12 hours", Map.of("min-score", "50")),
                of(appliance, clock, 2, "2 days", Map.of("min-score", "30", "include-acknowledged", "true")),
                of(appliance, clock, 3, "1 day", Map.of("categories", "critical,suspicious")),
                of(appliance, clock, 5, "6 hours", Map.of("overlap", "3h", "exclude-dids", "1,2")),
                of(appliance, clock, 1, "30 minutes", Map.of("overlap", "90m", "exclude-sids", "0")),
                of(appliance, clock, 10, "3 days", Map.of("min-score", "80", "include-acknowledged", "true")));
    }

    static GroupSite of(
            SimulatedAppliance appliance, Clock clock, int maxAlerts, String firstFetch, Map<String, String> analyst) {
        var settings = TestInstances.settings(
                appliance.url(),
                "public-api-token",
                appliance.publicToken(),
                "private-api-token",
                appliance.privateToken(),
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
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
        breakers.circuitBreaker("main").transitionToDisabledState();
        return new GroupSite(new Feed(
                AnalystSources.of(analyst),
                TestInstances.create("main", settings, clock, breakers),
                FetchSettings.DEFAULT));
    }

    Duration overlap() {
        return feed.pace().overlap();
    }

    int maxAlerts() {
        return feed.instance().settings().maxAlerts();
    }

    /** How far back a first fetch looks. */
    Duration firstFetch() {
        return Duration.between(DarktraceTime.parse(feed.instance().settings().firstFetch(), ANY), ANY);
    }

    /** Whether a group becomes an incident as it is shown now, with the subnets of its devices. */
    boolean wants(JsonNode shown, List<? extends JsonNode> events) {
        var group = shown.deepCopy().asObject();
        group.set("dtc:events", JsonNodeFactory.instance.arrayNode().addAll(events));
        return feed.source().wants(new Item(group.path("id").asString(), 0, 0, group), feed.instance());
    }
}
