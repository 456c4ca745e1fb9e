package soar.darktrace.feature.intel;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import soar.darktrace.api.WatchedEndpoint;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.Argument;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;

/** The arguments of {@code darktrace-post-to-watched-list}. */
record NewEndpoints(
        @Argument(
                value = "Domain, host, IP address or range, or a list of them.",
                aliases = {"endpointsToWatch", "endpoints_to_watch"})
        @NotEmpty
        @Size(max = 1000, message = "takes 1000 at most")
        List<String> endpoints,

        @Argument("Why they are watched; fewer than 256 characters.") @Nullable
        String description,

        @Argument(value = "The source that gets them, which is created where there is none.", defaultValue = "SOAR")
        @Size(max = 63, message = "takes 63 characters at most")
        String source,

        @Argument("How long they are watched: a time such as 7 days, or when they vanish from the list: ISO 8601 or"
                + " YYYY-MM-DD HH:MM:SS (UTC). Without it, for good.")
        @Nullable
        String expiry,

        @Argument(value = "Watch these hosts alone, not what is below their names.", defaultValue = "false")
        boolean hostname,

        @Argument(
                value = "Let RESPOND act on sight of them (iagn): it contains whatever device meets one. Needs"
                        + " respond.enabled and intel.respond, and the role respond; not for ranges.",
                aliases = "iagn",
                defaultValue = "false")
        boolean respond) {

    private static final int LONGEST_DESCRIPTION = 255;

    /** Later years have more digits than Darktrace takes. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final DateTimeFormatter SENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The endpoints as they are sent. */
    List<String> names() {
        List<String> names = EndpointNames.checked(endpoints);
        if (respond) {
            names.stream().filter(WatchedEndpoint::isRange).findFirst().ifPresent(range -> {
                throw invalid("respond", "Darktrace does not let RESPOND act on ranges such as " + range + ".");
            });
        }
        return names;
    }

    /** When they vanish; empty for never. */
    Optional<Instant> end(Instant now) {
        if (expiry == null) {
            return Optional.empty();
        }
        Instant end = parsed(expiry, now).truncatedTo(ChronoUnit.SECONDS);
        if (end.isAfter(LATEST)) {
            throw invalid("expiry", "expiry is too far ahead: leave it out for good.");
        }
        if (!end.isAfter(now)) {
            throw invalid("expiry", "expiry must be in the future: write how long, such as 7 days, or a date.");
        }
        return Optional.of(end);
    }

    private static Instant parsed(String expiry, Instant now) {
        try {
            return now.plus(DarktraceTime.duration(expiry));
        } catch (DateTimeException notDuration) {
            try {
                return DarktraceTime.parse(expiry, now);
            } catch (DateTimeException e) {
                throw invalid("expiry", "expiry: " + e.getMessage());
            }
        }
    }

    /** As Darktrace takes it. */
    static String sent(Instant end) {
        return SENT.format(end);
    }

    /**
     * The description as it is sent.
     *
     * @param templated with the name of its caller, where the operator wants that
     */
    static String described(String templated) {
        if (templated.length() > LONGEST_DESCRIPTION) {
            throw invalid(
                    "description",
                    "description takes %s characters at most, what connector.reason-template adds included."
                            .formatted(LONGEST_DESCRIPTION));
        }
        return templated;
    }

    /** Whether an endpoint is watched in the way that was asked for. */
    boolean isMade(WatchedEndpoint endpoint, @Nullable String described, Optional<Instant> end) {
        return (!respond || endpoint.responds())
                && (described == null || endpoint.description().equals(described))
                && (end.isEmpty() || endpoint.expiry().equals(end));
    }

    private static CommandException invalid(String argument, String sentence) {
        return new CommandException(Reason.INVALID_ARGUMENT, argument, sentence);
    }
}
