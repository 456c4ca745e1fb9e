package soar.darktrace.delivery;

import jakarta.validation.Valid;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import soar.darktrace.failure.Fulfils;

/**
 * Where incidents go, and how long they are kept.
 *
 * @param sinks the receivers by name
 * @param retention how long the document of an incident is kept after it was stored
 */
@Validated
@ConfigurationProperties("connector")
record DeliverySettings(
        @DefaultValue
        @Fulfils(value = Names.class, message = "must be named by up to 50 letters, digits, hyphens and underscores")
        Map<String, @Valid SinkSettings> sinks,

        @DefaultValue("30d") @DurationMin(minutes = 1, message = "must be 1m or more, such as 30d")
        Duration retention) {

    /** The name of a sink goes into metrics, health and the name of a lock. */
    static final class Names implements Predicate<Map<String, ?>> {
        @Override
        public boolean test(Map<String, ?> sinks) {
            return sinks.keySet().stream().allMatch(name -> name.matches("[A-Za-z0-9_-]{1,50}"));
        }
    }
}
