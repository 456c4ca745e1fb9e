package soar.darktrace.client;

import jakarta.validation.Valid;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The configured instances by name.
 *
 * @param instances the settings of each instance
 */
@Validated
@ConfigurationProperties("darktrace")
public record DarktraceProperties(@DefaultValue Map<String, @Valid InstanceSettings> instances) {}
