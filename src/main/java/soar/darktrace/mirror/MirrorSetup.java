package soar.darktrace.mirror;

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

/** What only the server has: the watch over what was fetched. */
@Configuration(proxyBeanMethods = false)
class MirrorSetup {

    @Bean
    BackgroundWork mirroring(
            DarktraceInstances instances,
            MirrorSettings.OfInstances settings,
            Documents documents,
            Database database,
            IncidentStore store,
            Lease lease,
            MeterRegistry meters,
            Clock clock) {
        return WatchSchedule.work(instances.names().stream()
                .map(instances::find)
                .flatMap(Optional::stream)
                .filter(instance -> instance.settings().isFetch())
                .filter(instance -> settings.of(instance.name()).follows())
                .map(instance -> {
                    MirrorSettings own = settings.of(instance.name());
                    WatchCycle cycle = new WatchCycle(instance, own, documents, database, store, clock);
                    return new WatchSchedule(instance.name(), own.interval(), lease, cycle, meters);
                })
                .toList());
    }
}
