package soar.darktrace.fetch;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import soar.darktrace.client.DarktraceInstances;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.store.BackgroundWork;
import soar.darktrace.store.Database;
import soar.darktrace.store.Lease;

/** What only the server has: the cursors and the schedule. A terminal runs one command without them. */
@Configuration(proxyBeanMethods = false)
class FetchSetup {

    @Bean
    FetchStore fetchStore(Database database, IncidentStore incidents, Clock clock) {
        return new FetchStore(database, incidents, clock);
    }

    @Bean
    BackgroundWork fetching(
            DarktraceInstances instances,
            Feeds feeds,
            FetchStore store,
            Lease lease,
            MeterRegistry meters,
            Clock clock) {
        return FetchSchedule.work(instances.names().stream()
                .map(instances::find)
                .flatMap(Optional::stream)
                .filter(instance -> instance.settings().isFetch())
                .flatMap(instance -> feeds.all(instance).stream())
                .map(feed -> {
                    FetchMeters counted = new FetchMeters(feed.key(), meters, clock);
                    return new FetchSchedule(
                            feed.key(),
                            feed.settings().fetchInterval(),
                            lease,
                            new FetchCycle(feed, store, counted, clock),
                            new LookBack(feed, store, counted, clock));
                })
                .toList());
    }
}
