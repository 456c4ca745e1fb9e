package soar.darktrace.client;

import jakarta.validation.Valid;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import soar.darktrace.failure.Fulfils;

/**
 * The configured instances by name.
 *
 * @param instances the settings of each instance
 */
@Validated
@ConfigurationProperties("darktrace")
public record DarktraceProperties(
        @DefaultValue
        @Fulfils(value = DarktraceProperties.Names.class, message = "must be named by 200 characters at most")
        Map<String, @Valid InstanceSettings> instances) {

    private static final int LONGEST_NAME = 200;

    /** The column of the store has that length. */
    static final class Names implements Predicate<Map<String, ?>> {
        @Override
        public boolean test(Map<String, ?> instances) {
            return instances.keySet().stream().allMatch(name -> name.length() <= LONGEST_NAME);
        }
    }
}
