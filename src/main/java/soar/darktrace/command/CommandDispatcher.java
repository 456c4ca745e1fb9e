package soar.darktrace.command;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.CommandCatalogue.Registered;
import soar.darktrace.command.CommandException.Reason;

/** The one way to run a command: accounts for it, finds it, selects its instance, binds its arguments and runs it. */
@Component
public class CommandDispatcher {

    private final CommandCatalogue catalogue;
    private final InstanceSelection instances;
    private final ObservationRegistry observations;

    CommandDispatcher(
            CommandCatalogue catalogue, InstanceSelection instances, ObjectProvider<ObservationRegistry> observations) {
        this.catalogue = catalogue;
        this.instances = instances;
        this.observations = observations.getIfAvailable(() -> ObservationRegistry.NOOP);
    }

    /**
     * The timer alone, without the class of a failure, whose code is the outcome, and without a timer of commands under
     * way, which begins before the name of the command is known.
     */
    @Bean
    static MeterFilter commandMetric() {
        return new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                return id.getName().equals(CommandAccount.METRIC + ".active")
                        ? MeterFilterReply.DENY
                        : MeterFilterReply.NEUTRAL;
            }

            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getName().equals(CommandAccount.METRIC)
                        ? id.replaceTags(id.getTags().stream()
                                .filter(tag -> !tag.getKey().equals("error"))
                                .toList())
                        : id;
            }
        };
    }

    /** Runs a command; failures are {@link CommandException} or {@link DarktraceException}. */
    public Mono<CommandAnswer> dispatch(CommandRequest request) {
        return accounted(account -> run(request, account, found -> {}));
    }

    /** Runs a command for the sake of its file; one that never has a file is refused before it runs. */
    public Mono<ResultFile> download(CommandRequest request) {
        return accounted(
                account -> run(request, account, CommandDispatcher::requireFile).map(CommandDispatcher::file));
    }

    private <T> Mono<T> accounted(Function<CommandAccount, Mono<T>> run) {
        return Mono.deferContextual(context -> {
            CommandAccount account = CommandAccount.begin(observations, context);
            return Mono.defer(() -> account.during(() -> run.apply(account)))
                    .doOnSuccess(answer -> account.succeed())
                    .doOnError(account::fail)
                    .doOnCancel(account::cancel)
                    .contextWrite(account::putInto);
        });
    }

    private Mono<CommandAnswer> run(CommandRequest request, CommandAccount account, Consumer<CommandSpec> check) {
        Registered<?> command = catalogue.find(request.command());
        account.found(command.spec());
        check.accept(command.spec());
        if (command.spec().isForService()) {
            return answer(command, request, null);
        }
        DarktraceInstance instance = instances.select(request.instance(), request.params());
        account.selected(instance);
        return answer(command, request, instance)
                .onErrorMap(DarktraceException.class, failure -> failure.in(instance.name()));
    }

    private static void requireFile(CommandSpec command) {
        if (!command.hasFile()) {
            throw new CommandException(
                    Reason.INVALID_REQUEST, command.name() + " has no file: send it with Accept: application/json.");
        }
    }

    private static ResultFile file(CommandAnswer answer) {
        if (answer.file() == null) {
            throw new CommandException(
                    Reason.INVALID_REQUEST,
                    answer.command() + " has no file for these arguments" + (answer.poll() == null ? "." : " yet.")
                            + " Send it with Accept: application/json to see what it says.");
        }
        return answer.file();
    }

    private static Mono<CommandAnswer> answer(
            Registered<?> command, CommandRequest request, @Nullable DarktraceInstance instance) {
        String name = command.spec().name();
        return Mono.defer(() -> command.run(request.arguments(), instance))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException(name + " has no result")))
                .map(result -> CommandAnswer.of(command.spec(), instance == null ? null : instance.name(), result));
    }
}
