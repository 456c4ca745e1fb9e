package soar.darktrace.fetch;

import java.math.BigDecimal;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import soar.darktrace.client.InstanceSettings;

/** What Darktrace is asked for the breaches of a window. */
final class BreachQuery {

    private BreachQuery() {}

    /** Times always as a pair, the score as a fraction ({@code darktrace-api.md} §2.0, §2.1). */
    static MultiValueMap<String, String> of(Window window, InstanceSettings instance, FetchSettings settings) {
        MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
        query.add("starttime", Long.toString(window.start()));
        query.add("endtime", Long.toString(window.end()));
        if (instance.minScore() > 0) {
            query.add(
                    "minscore",
                    BigDecimal.valueOf(instance.minScore(), 2)
                            .stripTrailingZeros()
                            .toPlainString());
        }
        if (settings.includeAcknowledged()) {
            query.add("includeacknowledged", "true");
        }
        if (settings.includeSuppressed()) {
            query.add("includesuppressed", "true");
        }
        if (settings.saasOnly()) {
            query.add("saasonly", "true");
        }
        return query;
    }
}
