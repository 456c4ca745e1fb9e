package soar.darktrace.access;

import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who has a key of this service.
 *
 * @param apiKeys the callers by ID
 * @param apiKeysFile more of them, in a file that may change while the server runs
 * @param apiKeysPoll how often that file is read
 */
@Validated
@ConfigurationProperties("connector")
record AccessSettings(
        @DefaultValue Map<String, KeySettings> apiKeys,
        @Nullable String apiKeysFile,

        @DefaultValue("10s") @DurationMin(millis = 50, message = POLL) @DurationMax(hours = 1, message = POLL)
        Duration apiKeysPoll) {

    private static final String POLL = "must be a duration from 50ms to 1h, such as 10s";
}
