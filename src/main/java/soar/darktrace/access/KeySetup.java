package soar.darktrace.access;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import soar.darktrace.store.BackgroundWork;

/** The keys of the server. A terminal, which has no callers, leaves them out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessSettings.class)
class KeySetup {

    /** Of its own, so that it leaves this service healthy: the keys in use go on, and a restart would end that. */
    private static final Status INVALID_FILE = new Status("INVALID_FILE", "The keys before its change are in use");

    @Bean
    ApiKeys apiKeys(AccessSettings settings, Clock clock) {
        return new ApiKeys(settings, clock);
    }

    @Bean
    KeysFile keysFile(AccessSettings settings, ApiKeys keys, MeterRegistry meters) {
        KeysFile file = new KeysFile(settings, keys);
        Gauge.builder("darktrace.connector.keys.file.valid", file, valid -> valid.problem() == null ? 1 : 0)
                .description("Whether the keys in use are those of the file as it is now")
                .register(meters);
        return file;
    }

    @Bean
    BackgroundWork watchingKeys(KeysFile file) {
        return new BackgroundWork("The look at the file of keys", file::run);
    }

    @Bean
    HealthIndicator keysHealthIndicator(KeysFile file) {
        return () -> {
            String problem = file.problem();
            return problem == null
                    ? Health.up().build()
                    : Health.status(INVALID_FILE).withDetail("problem", problem).build();
        };
    }
}
