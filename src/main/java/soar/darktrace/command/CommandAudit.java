package soar.darktrace.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.access.AccessException;
import soar.darktrace.access.Attempt;
import soar.darktrace.access.AuditTrail;
import soar.darktrace.access.Caller;
import soar.darktrace.client.DarktraceInstance;

/**
 * What the audit gets of one command: begin and end of what is not a read, and every refusal of a caller. A read that is not
 * refused leaves nothing.
 */
final class CommandAudit {

    private static final Mono<Void> NOTHING = Mono.empty();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** A command for this service has no deadline; none takes that long. */
    private static final Duration LONGEST_OF_THIS_SERVICE = Duration.ofMinutes(10);

    private final @Nullable AuditTrail trail;
    private final Caller caller;
    private final CommandRequest request;
    private String what;
    private @Nullable String instance;
    private boolean isAudited;
    private volatile @Nullable String answer;
    private Duration longest = LONGEST_OF_THIS_SERVICE;
    private volatile @Nullable Mono<AuditTrail.Begun> begun;
    private volatile Mono<Void> recorded = NOTHING;

    /**
     * The record of one command.
     *
     * @param trail null on a terminal, which changes nothing
     */
    CommandAudit(@Nullable AuditTrail trail, Caller caller, CommandRequest request) {
        this.trail = trail;
        this.caller = caller;
        this.request = request;
        this.what = request.command();
        this.instance = request.instance();
    }

    void found(CommandSpec spec) {
        what = spec.name();
        isAudited = spec.isAudited();
    }

    void selected(DarktraceInstance darktrace) {
        instance = darktrace.name();
        longest = CommandRun.longest(darktrace.settings().limits());
    }

    /** What is being written when its caller leaves is written all the same, so that its end is written, too. */
    Mono<Void> begin(CorrelationId correlation) {
        if (trail == null || !isAudited) {
            return Mono.empty();
        }
        Mono<AuditTrail.Begun> written =
                trail.begin(attempt(correlation), longest).cache();
        begun = written;
        return written.then();
    }

    /** What the caller is told: a table, or the sentence of a failure. */
    void answered(String text) {
        answer = text;
    }

    void end(CorrelationId correlation, String outcome, Duration took) {
        Mono<AuditTrail.Begun> open = begun;
        if (trail != null && open != null) {
            AuditTrail audit = trail;
            recorded = open.onErrorResume(unwritten ->
                            audit.refuse(attempt(correlation), outcome, answer).then(Mono.empty()))
                    .flatMap(written -> written.end(outcome, answer, took))
                    .cache();
        } else if (trail != null && (isAudited || isForbidden(outcome))) {
            recorded = trail.refuse(attempt(correlation), outcome, answer).cache();
        }
    }

    private static boolean isForbidden(String outcome) {
        return outcome.equals(AccessException.FORBIDDEN);
    }

    /** Never fails and does not wait for long: what was done is answered, whatever the audit says; it writes on. */
    Mono<Void> whenRecorded() {
        return recorded == NOTHING
                ? NOTHING
                : recorded.timeout(PATIENCE, Mono.empty()).onErrorComplete();
    }

    private Attempt attempt(CorrelationId correlation) {
        return new Attempt(caller, correlation.value(), what, instance, request.arguments());
    }
}
