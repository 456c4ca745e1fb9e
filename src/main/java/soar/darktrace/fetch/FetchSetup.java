package soar.darktrace.fetch;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
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
            FetchSettings.OfInstances settings,
            FetchStep step,
            FetchStore store,
            Lease lease,
            MeterRegistry meters,
            Clock clock) {
        List<FetchSchedule> schedules = instances.names().stream()
                .map(instances::find)
                .flatMap(Optional::stream)
                .filter(instance -> instance.settings().isFetch())
                .map(instance -> {
                    FetchSettings chosen = settings.of(instance.name());
                    FetchMeters counted = new FetchMeters(instance.name(), meters, clock);
                    return new FetchSchedule(
                            instance.name(),
                            chosen.fetchInterval(),
                            lease,
                            new FetchCycle(instance, step, store, counted, clock),
                            new LookBack(instance, chosen.fetchLookBack(), step, store, counted, clock));
                })
                .toList();
        return FetchSchedule.work(schedules);
    }
}
