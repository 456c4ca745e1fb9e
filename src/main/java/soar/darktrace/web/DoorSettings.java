package soar.darktrace.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is let in beside who is.
 *
 * @param allowedHosts the names, or wildcards, by which this service is called besides those of this machine; any where
 *     there is none. Only where callers are known: without, the names are those of this machine
 * @param failedAttemptsPerMinute how many wrong keys and tokens of one address are answered with 401; further ones with
 *     429
 */
@Validated
@ConfigurationProperties("connector")
record DoorSettings(
        @DefaultValue List<@Pattern(regexp = HOST, message = EXAMPLE) String> allowedHosts,

        @DefaultValue("10") @Min(value = 1, message = ATTEMPTS) @Max(value = 1_000_000, message = ATTEMPTS)
        int failedAttemptsPerMinute) {

    private static final String HOST = "[A-Za-z0-9.*?_-]+|\\[[A-Fa-f0-9.:]+]";
    private static final String EXAMPLE =
            "must be the name in an address without scheme, port and path, such as connector.example.com or *.example.com";
    private static final String ATTEMPTS = "must be a whole number from 1 to 1000000";
}
