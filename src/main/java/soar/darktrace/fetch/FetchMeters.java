package soar.darktrace.fetch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import soar.darktrace.incident.IncidentStore;

/** The metrics of fetching one source of one instance. */
final class FetchMeters {

    private final Tags tags;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Counter items;
    private final Counter incidents;
    private final Counter changes;
    private final Counter duplicates;
    private final Counter odd;
    private final Counter unidentified;
    private volatile @Nullable Instant newest;

    FetchMeters(FetchKey key, MeterRegistry registry, Clock clock) {
        this.tags = Tags.of("instance", key.instance(), "source", key.source());
        this.registry = registry;
        this.clock = clock;
        items = counter("items", "Items read, those included that were read before");
        incidents = counter("incidents", "Incidents created");
        changes = counter("changes", "Changes of incidents, those included that end them");
        duplicates = counter("duplicates", "Items dropped because they were an incident already");
        odd = counter("odd", "New items that lacked something or were of another shape");
        unidentified = counter("unidentified", "Items without a usable ID, which cannot become incidents");
        Gauge.builder("darktrace.fetch.lag", this, FetchMeters::lag)
                .description("Time since the latest creation time seen, on the connector that fetches")
                .baseUnit("seconds")
                .tags(tags)
                .register(registry);
    }

    /** The latest creation time seen. */
    void setNewest(@Nullable Instant latest) {
        newest = latest;
    }

    void countStored(Fetched fetched, IncidentStore.Saved saved) {
        countLookedBack(fetched, saved);
        unidentified.increment(fetched.unidentified());
    }

    /** Items without an ID were counted when they were first read. */
    void countLookedBack(Fetched fetched, IncidentStore.Saved saved) {
        items.increment(fetched.read());
        incidents.increment(saved.created());
        changes.increment(saved.changed());
        duplicates.increment(saved.duplicates());
        odd.increment(fetched.odd());
    }

    /** Another connector fetches now, and has the lag. */
    void forgetNewest() {
        newest = null;
    }

    void countCycle(String outcome, Duration took) {
        Timer.builder("darktrace.fetch.cycle")
                .description("Fetch cycles, by outcome")
                .tags(tags)
                .tag("outcome", outcome)
                .register(registry)
                .record(took);
    }

    private double lag() {
        Instant latest = newest;
        return latest == null
                ? Double.NaN
                : Duration.between(latest, clock.instant()).toMillis() / 1000.0;
    }

    private Counter counter(String name, String description) {
        return Counter.builder("darktrace.fetch." + name)
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
