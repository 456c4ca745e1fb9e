package soar.darktrace.client;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import soar.darktrace.network.HttpDate;

/**
 * How far the clocks of this machine and of an appliance are apart; Darktrace allows 30 minutes ({@code
 * darktrace-api.md} §1.4).
 */
public final class ClockSkew {

    private ClockSkew() {}

    /** This machine's time minus Darktrace's, by the answer's {@code Date} header, in whole seconds. */
    public static Optional<Duration> of(HttpHeaders answer, Instant now) {
        return HttpDate.of(answer.getFirst(HttpHeaders.DATE))
                .map(theirs -> Duration.between(theirs, now.truncatedTo(ChronoUnit.SECONDS)));
    }

    static String sentence(Optional<Duration> skew) {
        String measured = skew.map(difference -> "The clock of this machine is %s s %s that of Darktrace"
                        .formatted(Math.abs(difference.toSeconds()), difference.isNegative() ? "behind" : "ahead of"))
                .orElse("The clocks of this machine and of Darktrace are too far apart");
        return measured + "; Darktrace allows 30 minutes. Synchronise both with a time server (NTP).";
    }
}
