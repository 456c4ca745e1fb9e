package soar.darktrace.fetch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import soar.darktrace.incident.IncidentStore;

/** What the metrics tell about the fetching of one instance. */
final class FetchMeters {

    private final String instance;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Counter breaches;
    private final Counter incidents;
    private final Counter duplicates;
    private final Counter odd;
    private final Counter unidentified;
    private volatile @Nullable Instant newest;

    FetchMeters(String instance, MeterRegistry registry, Clock clock) {
        this.instance = instance;
        this.registry = registry;
        this.clock = clock;
        breaches = counter("breaches", "Model breaches read, those included that were read before");
        incidents = counter("incidents", "Incidents created");
        duplicates = counter("duplicates", "Model breaches dropped because they were an incident already");
        odd = counter("odd", "New model breaches that lacked something or were of another shape");
        unidentified = counter("unidentified", "Items without a usable pbid, which cannot become incidents");
        Gauge.builder("darktrace.fetch.lag", this, FetchMeters::lag)
                .description("Time since the latest creation time seen, on the connector that fetches")
                .baseUnit("seconds")
                .tag("instance", instance)
                .register(registry);
    }

    /** The latest creation time seen. */
    void saw(@Nullable Instant latest) {
        newest = latest;
    }

    void stored(Fetched fetched, IncidentStore.Saved saved) {
        lookedBack(fetched, saved);
        unidentified.increment(fetched.unidentified());
    }

    /** Items without a pbid were counted when they were first read. */
    void lookedBack(Fetched fetched, IncidentStore.Saved saved) {
        breaches.increment(fetched.read());
        incidents.increment(saved.created());
        duplicates.increment(saved.duplicates());
        odd.increment(fetched.odd());
    }

    /** Another connector fetches this instance now, and tells its lag. */
    void rest() {
        newest = null;
    }

    void cycle(String outcome, Duration took) {
        Timer.builder("darktrace.fetch.cycle")
                .description("Fetch cycles, by outcome")
                .tag("instance", instance)
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
                .tag("instance", instance)
                .register(registry);
    }
}
