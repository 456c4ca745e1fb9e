package soar.darktrace.incident;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;
import soar.darktrace.store.Database;
import soar.darktrace.store.DiskReserve;
import soar.darktrace.store.StoreSettings;

/** The store of incidents, which only the server has. */
@Configuration(proxyBeanMethods = false)
class IncidentSetup {

    @Bean
    IncidentStore incidentStore(
            Database database, TransactionOperations transactions, StoreSettings settings, Clock clock) {
        return new IncidentStore(database, transactions, DiskReserve.of(database, settings.diskReserve()), clock);
    }

    /** Not the disk of the working directory, which {@code disk_free_bytes} shows: a container's store has a volume. */
    @Bean
    MeterBinder diskMeter(Database database, StoreSettings settings) {
        DiskReserve reserve = DiskReserve.of(database, settings.diskReserve());
        return registry -> {
            if (reserve.isKept()) {
                Gauge.builder("darktrace.store.disk.free", reserve, DiskReserve::free)
                        .description("Room on the disk of the embedded store")
                        .baseUnit("bytes")
                        .register(registry);
            }
        };
    }

    @Bean
    Gauge storeMeter(IncidentStore store, MeterRegistry registry) {
        return Gauge.builder("darktrace.store.available", store, known -> known.worked() ? 1 : 0)
                .description("Whether the store worked when it was last asked for something")
                .register(registry);
    }

    @Bean
    ReactiveHealthIndicator storeHealthIndicator(IncidentStore store) {
        return () -> store.failure()
                .map(failure -> Health.down()
                        .withDetail("failure", String.valueOf(failure.getMessage()))
                        .build())
                .defaultIfEmpty(Health.up().build());
    }
}
