package soar.darktrace.client;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import soar.darktrace.failure.Fulfils;
import soar.darktrace.network.Secret;

/**
 * The settings of one Darktrace appliance: the nine parameters of the XSOAR integration under their XSOAR names, where its
 * secrets and certificates are, and how hard it may be used.
 *
 * @param url the appliance's address, {@code https://host[:port]}; a trailing slash is tolerated
 * @param publicApiToken the public half of the API token, which Darktrace shows when it makes one
 * @param privateApiToken its private half, which signs each request and is never sent
 * @param publicApiTokenFile a file that holds {@code publicApiToken}, instead of it; it is read again when it changes
 * @param privateApiTokenFile the same for {@code privateApiToken}
 * @param isFetch whether model breaches of this instance are fetched on a schedule
 * @param insecure whether any TLS certificate and host name is trusted
 * @param sslBundle the {@code spring.ssl.bundle} with the appliance's certificate authority, the client certificate, or both
 * @param proxy whether the proxy of the environment variables ({@code HTTPS_PROXY}, {@code NO_PROXY} …) is used
 * @param minScore the lowest score of a model breach to fetch, 0–100
 * @param maxAlerts how many incidents one fetch of a source makes, 1–1000
 * @param firstFetch how far back the first fetch looks: {@code 1 day}, {@code 12 hours}, an ISO date or epoch
 * @param reliability how reliable a source Darktrace is, as {@code DBotScore} has it; XSOAR sets its own
 * @param signing which text of a query is signed
 * @param email where Darktrace/EMAIL is
 */
@ApiTokens
@Fulfils(
        value = InstanceSettings.OneTrust.class,
        message = "insecure and ssl-bundle exclude each other: with insecure no certificate is checked")
public record InstanceSettings(
        @NotNull(message = "is missing: set it to the appliance's address, https://host")
        @Pattern(regexp = "(?i)https?://[a-z0-9._:\\[\\]-]+(/[a-z0-9._~/%-]*)?", message = ADDRESS)
        @Fulfils(value = Host.class, message = ADDRESS)
        String url,

        @Nullable Secret publicApiToken,
        @Nullable Secret privateApiToken,
        @Nullable String publicApiTokenFile,
        @Nullable String privateApiTokenFile,
        boolean insecure,
        @Nullable String sslBundle,
        boolean proxy,

        @DefaultValue("0") @Min(value = 0, message = PERCENT) @Max(value = 100, message = PERCENT)
        int minScore,

        @DefaultValue("50") @Min(value = 1, message = ALERTS) @Max(value = 1000, message = ALERTS)
        int maxAlerts,

        @DefaultValue("1 day") @Fulfils(value = PastTime.class, message = PAST_TIME)
        String firstFetch,

        boolean isFetch,
        @DefaultValue("C - Fairly reliable") Reliability reliability,
        @DefaultValue("decoded") QuerySigning signing,
        @DefaultValue @Valid Email email,
        @DefaultValue @Valid Limits limits) {

    /** What the operator alone sets: it is about this machine, protects the appliance, or is XSOAR's where that asks. */
    public static final Set<String> OF_OPERATOR =
            Set.of("limits", "email", "reliability", "sslBundle", "publicApiTokenFile", "privateApiTokenFile");

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int HIGHEST_PORT = 65_535;
    private static final String ADDRESS =
            "must be an http or https address without user, query or fragment, such as https://darktrace.example.com; its host"
                    + " must be an IP address, or a name of letters, digits, hyphens and dots: no underscore, no zone ID, and an"
                    + " international name in its xn-- form";
    private static final String PAST_TIME =
            "must be a time such as '1 day', '12 hours ago', '2026-01-31' or epoch milliseconds";
    private static final String PERCENT = "must be a whole number from 0 to 100";
    private static final String ALERTS = "must be a whole number from 1 to 1000";

    /** The address without a trailing slash. */
    URI baseUrl() {
        return URI.create(url.replaceFirst("/+$", ""));
    }

    public boolean isPlainHttp() {
        return url.regionMatches(true, 0, "http://", 0, 7);
    }

    /**
     * Where the API of Darktrace/EMAIL is. Two prefixes are in use, Darktrace's documentation has the default.
     *
     * @param prefix the path before {@code /emails}; it is signed like the rest of the path
     */
    public record Email(
            @DefaultValue(Email.DOCUMENTED) @Fulfils(value = Prefix.class, message = PREFIX)
            URI prefix) {

        /** That of Darktrace's documentation. */
        public static final String DOCUMENTED = "/agemail/api/ep/api/v1.0";

        private static final String PREFIX = "must be a path such as " + DOCUMENTED + ", without a slash at its end";
    }

    /** A path of plain segments. */
    static final class Prefix implements Predicate<URI> {
        @Override
        public boolean test(URI prefix) {
            return prefix.toString().matches("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+");
        }
    }

    /**
     * How hard an appliance may be used. Darktrace documents no limit ({@code darktrace-api.md} §3.1); the defaults are
     * gentle.
     *
     * @param connectTimeout how long a connection may take to come up
     * @param answerTimeout how long an answer, body included, may take; of a list that is read item by item, each item, and
     *     three times as long the whole list
     * @param commandDeadline how long a command may take in all, whatever it waits for and repeats; less than its callers
     *     wait
     * @param maxConcurrent requests under way at once
     * @param maxWaiting requests that may wait for one of those places, in their order; one more is refused
     * @param maxPerSecond calls started in a second, repeated ones included
     * @param readAttempts how often a read is sent at most; changes are sent once
     * @param readBackoff how long the first wait between two attempts is, about; it doubles
     * @param maxAnswerSize the largest answer that is held in memory as a whole, as far as the memory allows
     * @param maxEntries the most entries of a list that a command returns, also where all are asked for
     */
    @Fulfils(value = LongDeadline.class, message = "command-deadline must be longer than answer-timeout")
    public record Limits(
            @DefaultValue("10s") @DurationMin(millis = 1, message = POSITIVE)
            Duration connectTimeout,

            @DefaultValue("60s") @DurationMin(millis = 1, message = POSITIVE)
            Duration answerTimeout,

            @DefaultValue("200s") @DurationMin(millis = 1, message = POSITIVE)
            Duration commandDeadline,

            @DefaultValue("8") @Min(value = 1, message = ONE)
            int maxConcurrent,

            @DefaultValue("500") @Min(value = 0, message = "must be 0 or more")
            int maxWaiting,

            @DefaultValue("20") @Min(value = 1, message = ONE)
            int maxPerSecond,

            @DefaultValue("3") @Min(value = 1, message = ONE) @Max(value = 10, message = "must be 10 or less")
            int readAttempts,

            @DefaultValue("500ms") @DurationMin(millis = 1, message = POSITIVE)
            Duration readBackoff,

            @DefaultValue("64MB") @Fulfils(value = AnswerSize.class, message = "must be from 1KB to 1GB")
            DataSize maxAnswerSize,

            @DefaultValue("10000") @Min(value = 1, message = ONE)
            int maxEntries) {

        private static final String POSITIVE = "must be a positive duration such as 10s";
        private static final String ONE = "must be 1 or more";
    }

    /** What an instance is called that has no name: host, port where it is not the usual one, path; {@code https} is left out. */
    public String address() {
        URI address = URI.create(url);
        boolean isHttps = "https".equalsIgnoreCase(address.getScheme());
        boolean isUsualPort = address.getPort() < 0 || address.getPort() == (isHttps ? HTTPS_PORT : HTTP_PORT);
        return (isHttps ? "" : "http://")
                + address.getHost().toLowerCase(Locale.ROOT)
                + (isUsualPort ? "" : ":" + address.getPort())
                + address.getRawPath().replaceFirst("/+$", "");
    }

    /** An address with a host and a possible port: the pattern accepts what has none, such as {@code a:b:c}. */
    static final class Host implements Predicate<String> {
        @Override
        public boolean test(String url) {
            try {
                URI address = new URI(url);
                return address.getHost() != null && address.getPort() <= HIGHEST_PORT;
            } catch (URISyntaxException e) {
                return false;
            }
        }
    }

    /** Certificates are either checked or not. */
    static final class OneTrust implements Predicate<InstanceSettings> {
        @Override
        public boolean test(InstanceSettings settings) {
            return !settings.insecure() || settings.sslBundle() == null;
        }
    }

    /** A time as {@link DarktraceTime} reads it. */
    static final class PastTime implements Predicate<String> {
        @Override
        public boolean test(String text) {
            try {
                DarktraceTime.parse(text, Instant.now());
                return true;
            } catch (DateTimeException e) {
                return false;
            }
        }
    }

    /** There is time for one answer at least. */
    static final class LongDeadline implements Predicate<Limits> {
        @Override
        public boolean test(Limits limits) {
            return limits.commandDeadline().compareTo(limits.answerTimeout()) > 0;
        }
    }

    /** From 1 KB to 1 GB. */
    static final class AnswerSize implements Predicate<DataSize> {
        @Override
        public boolean test(DataSize size) {
            return size.compareTo(DataSize.ofKilobytes(1)) >= 0 && size.compareTo(DataSize.ofGigabytes(1)) <= 0;
        }
    }
}
