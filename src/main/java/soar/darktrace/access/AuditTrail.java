package soar.darktrace.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The record of everything that is not a read, and of every attempt that was refused. It stands in the server only; a
 * terminal sends changes there.
 */
public interface AuditTrail {

    /** Something that was begun and whose end is still to be written. */
    interface Begun {

        /**
         * Writes how it ended; never fails, since what was done is done.
         *
         * @param outcome {@code ok}, {@code partial}, {@code cancelled} or the code of the failure
         * @param answer what came back: the table of the answer, or the sentence of the failure
         */
        Mono<Void> end(String outcome, @Nullable String answer, Duration took);
    }

    /**
     * Writes that something begins; {@code audit_unavailable} where that cannot be written, so that it must not begin. It goes
     * on where its subscriber leaves: who cancels must end what may have been written.
     *
     * @param longest after which it has ended, whatever becomes of it
     */
    Mono<Begun> begin(Attempt attempt, Duration longest);

    /** Writes that somebody was refused before anything began; never fails. */
    Mono<Void> refuse(Attempt attempt, String code, @Nullable String sentence);

    /** Counts a request whose caller is not known; they are summed up per address and minute. */
    void countUnauthenticated(String address);
}
