package soar.darktrace.command;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.CommandCatalogue.Registered;

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
        return Mono.deferContextual(context -> {
            CommandAccount account = CommandAccount.begin(observations, context);
            return Mono.defer(() -> account.during(() -> run(request, account)))
                    .doOnSuccess(answer -> account.succeed())
                    .doOnError(account::fail)
                    .doOnCancel(account::cancel)
                    .contextWrite(account::putInto);
        });
    }

    private Mono<CommandAnswer> run(CommandRequest request, CommandAccount account) {
        Registered<?> command = catalogue.find(request.command());
        account.found(command.spec());
        if (command.spec().isForService()) {
            return answer(command, request, null);
        }
        DarktraceInstance instance = instances.select(request.instance(), request.params());
        account.selected(instance);
        return answer(command, request, instance)
                .onErrorMap(DarktraceException.class, failure -> failure.in(instance.name()));
    }

    private static Mono<CommandAnswer> answer(
            Registered<?> command, CommandRequest request, @Nullable DarktraceInstance instance) {
        String name = command.spec().name();
        return Mono.defer(() -> command.run(request.arguments(), instance))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException(name + " has no result")))
                .map(result -> CommandAnswer.of(command.spec(), instance == null ? null : instance.name(), result));
    }
}
