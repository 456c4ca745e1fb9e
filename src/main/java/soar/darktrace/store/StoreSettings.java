package soar.darktrace.store;

import java.time.Duration;
import java.util.function.Predicate;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;
import soar.darktrace.failure.Fulfils;

/**
 * How the store is used.
 *
 * @param lease how long the work of a connector that died lies still, before another one on the same database takes over
 * @param diskReserve the room that new incidents leave free on the disk of an embedded database
 */
@Validated
@ConfigurationProperties("connector")
public record StoreSettings(
        @DefaultValue("20s") @DurationMin(seconds = 1, message = LEASE) @DurationMax(minutes = 1, message = LEASE)
        Duration lease,

        @DefaultValue("64MB") @Fulfils(value = Reserve.class, message = "must be 1MB or more")
        DataSize diskReserve) {

    private static final String LEASE = "must be from 1s to 1m";

    /** At least 1 MB. */
    static final class Reserve implements Predicate<DataSize> {
        @Override
        public boolean test(DataSize size) {
            return size.compareTo(DataSize.ofMegabytes(1)) >= 0;
        }
    }
}
