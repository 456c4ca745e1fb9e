package soar.darktrace.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import soar.darktrace.failure.Fulfils;
import soar.darktrace.incident.EventFilter;
import soar.darktrace.incident.EventKind;
import soar.darktrace.network.Secret;

/**
 * The settings of one receiver of incidents, {@code connector.sinks.<name>}.
 *
 * @param url where incidents are posted to; since it may hold a key, no more than its host is ever printed
 * @param headers what is sent besides, such as {@code Authorization}
 * @param secret the key of the signature; none where it is not set
 * @param format what the body looks like
 * @param batchSize how many incidents one request holds at most; one in the format {@code xsoar}
 * @param timeout how long a request may take, its answer included
 * @param parkAfter how long it may fail before nothing more is tried
 * @param instance whose incidents it takes; all where it is not set
 * @param kinds which events of these incidents it takes
 * @param start where a new sink begins
 * @param proxy whether the proxy of the environment variables ({@code HTTPS_PROXY}, {@code NO_PROXY} …) is used
 */
@Fulfils(value = SinkSettings.FormatForKinds.class, message = SinkSettings.FORMAT)
record SinkSettings(
        @NotNull(message = "is missing: set it to the address that takes the incidents")
        @Fulfils(value = Address.class, message = ADDRESS)
        String url,

        @DefaultValue @Fulfils(value = Headers.class, message = HEADERS)
        Map<String, Secret> headers,

        @Fulfils(value = Key.class, message = "must not be empty, and be Base64 after whsec_ where it begins so")
        @Nullable
        Secret secret,

        @DefaultValue("incidents") SinkFormat format,

        @DefaultValue("50") @Min(value = 1, message = BATCH) @Max(value = 1000, message = BATCH)
        int batchSize,

        @DefaultValue("30s") @DurationMin(millis = 1, message = TIMEOUT) @DurationMax(minutes = 10, message = TIMEOUT)
        Duration timeout,

        @DefaultValue("24h") @DurationMin(millis = 1, message = "must be a positive duration such as 24h")
        Duration parkAfter,

        @Nullable String instance,

        @DefaultValue("created") @NotEmpty(message = "must name one or more of created, changed, closed")
        Set<EventKind> kinds,

        @DefaultValue("oldest") Start start,
        boolean proxy) {

    private static final String ADDRESS =
            "must be an http or https address without user and fragment, such as https://soar.example.com/hook; its host must"
                    + " be an IP address, or a name of letters, digits, hyphens and dots: no underscore, no zone ID, and an"
                    + " international name in its xn-- form";
    private static final String HEADERS =
            "must be names and values of HTTP headers, without line breaks and other than Host, Connection,"
                    + " Transfer-Encoding, Content-… and webhook-…, which this service sets";
    static final String FORMAT =
            "takes no kinds but created in the format xsoar: XSOAR's call creates an incident, and would create a second"
                    + " one for whatever else happens to it";
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

    /** All but the keys. */
    @Override
    public String toString() {
        return "SinkSettings[host=" + address().getHost() + ", format=" + format + ", instance=" + instance + "]";
    }

    /** An absolute http address without a user, which may be a key, and without a fragment. */
    static final class Address implements Predicate<String> {
        @Override
        public boolean test(String url) {
            try {
                URI address = new URI(url);
                return String.valueOf(address.getScheme()).matches("(?i)https?")
                        && address.getHost() != null
                        && !address.getHost().contains("%")
                        && address.getRawUserInfo() == null
                        && address.getRawFragment() == null;
            } catch (URISyntaxException e) {
                return false;
            }
        }
    }

    /** Header names and values that a request can have, and that this service does not set itself. */
    static final class Headers implements Predicate<Map<String, Secret>> {
        @Override
        public boolean test(Map<String, Secret> headers) {
            return headers.entrySet().stream()
                    .allMatch(header -> header.getKey().matches(TOKEN)
                            && !header.getKey().toLowerCase(Locale.ROOT).matches(OWN_HEADERS)
                            && header.getValue().value().chars().allMatch(c -> c >= ' ' && c < 0x7f));
        }
    }

    /** A key of the signature. */
    static final class Key implements Predicate<Secret> {
        @Override
        public boolean test(Secret secret) {
            return WebhookSignature.canUse(secret);
        }
    }

    /** A receiver that can make something of every kind of event that it gets. */
    static final class FormatForKinds implements Predicate<SinkSettings> {
        @Override
        public boolean test(SinkSettings sink) {
            return sink.kinds().stream().allMatch(sink.format()::takes);
        }
    }
}
