package soar.darktrace.command;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.failure.Failure;

/**
 * Accounts for one command, a refused one too: an observation, which is a timer and, with a tracer, a span between that of
 * the HTTP request and those of the calls to Darktrace; and one log line. Every value of a metric is bounded: an unknown
 * command counts as {@code unknown}, and a command that was refused before its instance was found has the instance {@code
 * none}, like a command for this service.
 */
final class CommandAccount {

    /** The name of the timer. */
    static final String METRIC = "darktrace.command";

    /** The key of {@code ObservationThreadLocalAccessor}, which is of a library that this service does without. */
    private static final String OBSERVATION = "micrometer.observation";

    /** Reactor's key for who takes a failure that nobody waits for any more; {@code Hooks} does not publish it. */
    private static final String DROPPED = "reactor.onErrorDropped.local";

    private static final Logger log = LoggerFactory.getLogger(CommandAccount.class);

    private final CorrelationId correlation;
    private final Observation observation;
    private final long begun = System.nanoTime();
    private final AtomicBoolean hasEnded = new AtomicBoolean();
    private final CommandAudit audit;
    private volatile boolean hasFailedItems;
    private String command = "unknown";
    private String instance = "none";
    private String metricLabel = instance;
    private volatile boolean isAwaited = true;

    private CommandAccount(CorrelationId correlation, Observation observation, CommandAudit audit) {
        this.correlation = correlation;
        this.observation = observation;
        this.audit = audit;
    }

    /** Begins where a command comes in, before anything is known of it. */
    static CommandAccount begin(ObservationRegistry observations, ContextView context, CommandAudit audit) {
        CorrelationId correlation = CorrelationId.in(context);
        Observation observation = Observation.createNotStarted(METRIC, observations)
                .highCardinalityKeyValue(CorrelationId.NAME, correlation.value());
        context.<Observation>getOrEmpty(OBSERVATION).ifPresent(observation::parentObservation);
        return new CommandAccount(correlation, observation.start(), audit);
    }

    /** What is subscribed with this context belongs to the command. */
    Context putInto(Context context) {
        Consumer<Throwable> dropped = this::failLate;
        return correlation.putInto(context).put(OBSERVATION, observation).put(DROPPED, dropped);
    }

    /** Runs a step of the command whose lines carry the ID of the request. */
    <T> T during(Supplier<T> step) {
        return correlation.during(step);
    }

    void found(CommandSpec spec) {
        command = spec.name();
        observation.contextualName(command);
        audit.found(spec);
    }

    void selected(DarktraceInstance darktrace) {
        instance = darktrace.name();
        metricLabel = darktrace.metricLabel();
        audit.selected(darktrace);
    }

    /** Writes that the command begins, where it is one that the audit has; fails where that cannot be written. */
    Mono<Void> begin() {
        return audit.begin(correlation);
    }

    /**
     * The command has a result.
     *
     * @param isPartial whether some of it was not done
     */
    void succeed(boolean isPartial) {
        end(isPartial || hasFailedItems ? "partial" : "ok");
    }

    /** What the caller is about to be told. */
    void answered(CommandAnswer answer) {
        hasFailedItems = !answer.failed().isEmpty();
        audit.answered(answer.readableOutput());
    }

    void fail(Throwable failure) {
        observation.error(failure);
        if (failure instanceof Failure) {
            audit.answered(String.valueOf(failure.getMessage()));
        }
        end(failure instanceof Failure known ? known.code() : "internal_error");
    }

    /**
     * The command failed at the moment at which its caller left or its time was over. How it ended is accounted for; what
     * is no fault of this service need not be said.
     */
    private void failLate(Throwable failure) {
        boolean isKnown = failure instanceof Failure;
        correlation.whileLogging(() -> log.atLevel(isKnown ? Level.DEBUG : Level.ERROR)
                .setCause(isKnown ? null : failure)
                .log("{} on {} failed after it had ended: {}", command, instance, failure.toString()));
    }

    /** Completes once the audit has how the command ended; never fails. */
    Mono<Void> whenRecorded() {
        return audit.whenRecorded();
    }

    /** Nobody waits for the outcome, which is still to come. */
    void callerLeft() {
        isAwaited = false;
    }

    /** The caller left before anything was changed. */
    void cancel() {
        end("cancelled");
    }

    /** Arguments are left out on purpose: they may hold what nobody should read in a log. */
    private void end(String outcome) {
        if (hasEnded.getAndSet(true)) {
            return;
        }
        observation
                .lowCardinalityKeyValue("command", command)
                .lowCardinalityKeyValue("instance", metricLabel)
                .lowCardinalityKeyValue("outcome", outcome)
                .stop();
        Duration duration = Duration.ofNanos(System.nanoTime() - begun);
        audit.end(correlation, outcome, duration);
        long took = duration.toMillis();
        correlation.whileLogging(() -> log.atInfo()
                .addKeyValue("command", command)
                .addKeyValue("instance", instance)
                .addKeyValue("outcome", outcome)
                .addKeyValue("duration_ms", took)
                .addKeyValue("caller", isAwaited ? "waited" : "left")
                .log(
                        "{} on {}: {} in {} ms{}",
                        command,
                        instance,
                        outcome,
                        took,
                        isAwaited ? "" : ", its caller had left"));
    }
}
