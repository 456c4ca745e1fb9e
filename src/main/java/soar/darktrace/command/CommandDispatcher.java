package soar.darktrace.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.CommandCatalogue.Registered;
import soar.darktrace.failure.Failure;

/** The one way to run a command: finds it, binds its arguments, runs it, and accounts for it in a metric and a log line. */
@Component
public class CommandDispatcher {

    private static final Logger log = LoggerFactory.getLogger(CommandDispatcher.class);

    /** Stands for the instance of a command that has none. */
    private static final String NO_INSTANCE = "none";

    private final CommandCatalogue catalogue;
    private final InstanceSelection instances;
    private final MeterRegistry meters;

    CommandDispatcher(CommandCatalogue catalogue, InstanceSelection instances, MeterRegistry meters) {
        this.catalogue = catalogue;
        this.instances = instances;
        this.meters = meters;
    }

    /** Runs a command; failures are {@link CommandException} or {@link DarktraceException}. */
    public Mono<CommandAnswer> dispatch(CommandRequest request) {
        return Mono.defer(() -> {
            Registered<?> command = catalogue.find(request.command());
            DarktraceInstance instance =
                    command.spec().isForService() ? null : instances.select(request.instance(), request.params());
            return accounted(command.spec().name(), instance, answer(command, request, instance));
        });
    }

    private static Mono<CommandAnswer> answer(
            Registered<?> command, CommandRequest request, @Nullable DarktraceInstance instance) {
        String name = instance == null ? null : instance.name();
        return Mono.defer(() -> command.run(request.arguments(), instance))
                .map(result -> CommandAnswer.of(command.spec(), name, result))
                .onErrorMap(DarktraceException.class, failure -> name == null ? failure : failure.in(name));
    }

    private Mono<CommandAnswer> accounted(
            String command, @Nullable DarktraceInstance instance, Mono<CommandAnswer> answer) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            return answer.doOnSuccess(done -> account(command, instance, "ok", start))
                    .doOnError(failure -> account(command, instance, code(failure), start))
                    .doFinally(signal -> {
                        if (signal == SignalType.CANCEL) {
                            account(command, instance, "cancelled", start);
                        }
                    });
        });
    }

    private static String code(Throwable failure) {
        return failure instanceof Failure known ? known.code() : "internal_error";
    }

    /** Arguments are left out on purpose: they may hold what nobody should read in a log. */
    private void account(String command, @Nullable DarktraceInstance instance, String outcome, long start) {
        String name = instance == null ? NO_INSTANCE : instance.name();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Timer.builder("darktrace.command")
                .description("Commands run, by outcome")
                .tag("command", command)
                .tag("instance", instance == null ? NO_INSTANCE : instance.metricLabel())
                .tag("outcome", outcome)
                .register(meters)
                .record(took);
        log.atInfo()
                .addKeyValue("command", command)
                .addKeyValue("instance", name)
                .addKeyValue("outcome", outcome)
                .addKeyValue("duration_ms", took.toMillis())
                .log("{} on {}: {} in {} ms", command, name, outcome, took.toMillis());
    }
}
