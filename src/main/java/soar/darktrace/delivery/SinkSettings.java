package soar.darktrace.delivery;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import soar.darktrace.incident.EventFilter;
import soar.darktrace.incident.EventKind;
import soar.darktrace.network.Secret;

/**
 * The settings of one receiver of incidents, {@code connector.sinks.<name>}.
 *
 * @param url where incidents are posted to; since it may hold a key, no more than its host is ever printed
 * @param headers what is sent besides, such as {@code Authorization}
 * @param secret the key of the signature; null for none
 * @param format what the body looks like
 * @param batchSize how many incidents one request holds at most; one in the format {@code xsoar}
 * @param timeout how long a request may take, its answer included
 * @param parkAfter how long it may fail before nothing more is tried
 * @param instance whose incidents it takes; null for all
 * @param kinds which events of these incidents it takes
 * @param start where a new sink begins
 * @param proxy whether the proxy of the environment variables ({@code HTTPS_PROXY}, {@code NO_PROXY} …) is used
 */
record SinkSettings(
        @NotNull(message = "is missing: set it to the address that takes the incidents")
        String url,

        @DefaultValue Map<String, Secret> headers,
        @Nullable Secret secret,
        @DefaultValue("incidents") SinkFormat format,

        @DefaultValue("50") @Min(value = 1, message = BATCH) @Max(value = 1000, message = BATCH)
        int batchSize,

        @DefaultValue("30s") @DurationMin(millis = 1, message = TIMEOUT) @DurationMax(minutes = 10, message = TIMEOUT)
        Duration timeout,

        @DefaultValue("24h") @DurationMin(millis = 1, message = "must be a positive duration such as 24h")
        Duration parkAfter,

        @Nullable String instance,
        @DefaultValue("created") Set<EventKind> kinds,
        @DefaultValue("oldest") Start start,
        boolean proxy) {

    private static final String BATCH = "must be a whole number from 1 to 1000";
    private static final String TIMEOUT = "must be a positive duration of 10m at most, such as 30s";
    private static final String OWN_HEADERS = "host|content-.*|transfer-encoding|connection|webhook-.*";
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

    /** Where a sink begins that this service has not delivered to before. */
    enum Start {
        /** With the oldest incident that is retained. */
        OLDEST,
        /** With the first one after it was configured. */
        NOW
    }

    URI address() {
        return URI.create(url);
    }

    /** How many incidents go into one request at most. */
    int batch() {
        return format.batchSize(batchSize);
    }

    /** The events that it takes. */
    EventFilter filter() {
        return new EventFilter(instance, kinds);
    }

    /** The kinds in the order of what happens to an incident, separated by commas. */
    String kindsText() {
        return kinds.stream().sorted().map(EventKind::text).collect(Collectors.joining(", "));
    }

    boolean isPlainHttp() {
        return "http".equalsIgnoreCase(address().getScheme());
    }

    @AssertTrue(
            message =
                    "must be an http or https address without user and fragment, such as https://soar.example.com/hook")
    boolean isUrlReadable() {
        if (url == null) {
            return true;
        }
        try {
            URI address = new URI(url);
            return String.valueOf(address.getScheme()).matches("(?i)https?")
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @AssertTrue(
            message = "must be names and values of HTTP headers, without line breaks and other than Host, Connection,"
                    + " Transfer-Encoding, Content-… and webhook-…, which this service sets")
    boolean isHeadersReadable() {
        return headers.entrySet().stream()
                .allMatch(header -> header.getKey().matches(TOKEN)
                        && !header.getKey().toLowerCase(Locale.ROOT).matches(OWN_HEADERS)
                        && header.getValue().value().chars().allMatch(c -> c >= ' ' && c < 0x7f));
    }

    @AssertTrue(message = "must name one or more of created, changed, closed")
    boolean isKindsReadable() {
        return !kinds.isEmpty();
    }

    @AssertTrue(
            message =
                    "must stay xsoar with kinds of created alone, or become incidents: XSOAR's call creates an incident,"
                            + " and would create a second one for whatever else happens to it")
    boolean isFormatReadable() {
        return kinds.stream().allMatch(format::takes);
    }

    @AssertTrue(message = "must not be empty, and be Base64 after whsec_ where it begins so")
    boolean isSecretReadable() {
        return secret == null || WebhookSignature.canUse(secret);
    }

    /** All but the keys. */
    @Override
    public String toString() {
        return "SinkSettings[host=" + address().getHost() + ", format=" + format + ", instance=" + instance + "]";
    }
}
