package soar.darktrace.incident;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;
import soar.darktrace.client.DarktraceInstances;
import soar.darktrace.store.BackgroundWork;
import soar.darktrace.store.Database;
import soar.darktrace.store.DiskReserve;
import soar.darktrace.store.Lease;
import soar.darktrace.store.StoreSettings;

/** What only the server has: the store and the schedule. A terminal runs one command without them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreSettings.class)
class FetchSetup {

    @Bean
    Database database(JdbcTemplate jdbc) {
        return new Database(jdbc, Database.PATIENCE);
    }

    @Bean
    IncidentStore incidentStore(
            Database database, TransactionOperations transactions, StoreSettings settings, Clock clock) {
        return new IncidentStore(database, transactions, DiskReserve.of(database, settings.diskReserve()), clock);
    }

    @Bean
    ReactiveHealthIndicator storeHealthIndicator(IncidentStore store) {
        return () -> store.failure()
                .map(failure -> Health.down()
                        .withDetail("failure", String.valueOf(failure.getMessage()))
                        .build())
                .defaultIfEmpty(Health.up().build());
    }

    @Bean
    Lease lease(Database database, StoreSettings settings) {
        return new Lease(database, settings.lease());
    }

    @Bean
    BackgroundWork fetching(
            DarktraceInstances instances,
            FetchSettings.OfInstances settings,
            FetchStep step,
            IncidentStore store,
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
