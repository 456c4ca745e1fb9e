package soar.darktrace.fetch.breach;

import java.math.BigDecimal;
import java.time.Instant;
import org.springframework.util.MultiValueMap;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.client.InstanceSettings;
import soar.darktrace.fetch.Window;

/** What Darktrace is asked for the breaches of a window. */
final class WindowQuery {

    private WindowQuery() {}

    static MultiValueMap<String, String> of(Window window, InstanceSettings instance, BreachSettings settings) {
        return new BreachParameters()
                .between(Instant.ofEpochMilli(window.start()), Instant.ofEpochMilli(window.end()))
                .minScore(instance.minScore() > 0 ? BigDecimal.valueOf(instance.minScore()) : null)
                .addIf(settings.includeAcknowledged(), "includeacknowledged")
                .addIf(settings.includeSuppressed(), "includesuppressed")
                .addIf(settings.saasOnly(), "saasonly")
                .values();
    }
}
