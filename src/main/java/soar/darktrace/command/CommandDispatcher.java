package soar.darktrace.command;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import reactor.core.publisher.Mono;
import soar.darktrace.access.AuditTrail;
import soar.darktrace.access.Caller;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.UnsentException;
import soar.darktrace.command.CommandCatalogue.Registered;
import soar.darktrace.command.CommandException.Reason;

/** The one way to run a command: accounts for it, finds it, selects its instance, binds its arguments and runs it. */
@Component
public class CommandDispatcher {

    private final CommandCatalogue catalogue;
    private final InstanceSelection instances;
    private final OpenChanges openChanges;
    private final ObservationRegistry observations;
    private final Supplier<@Nullable AuditTrail> audit;

    CommandDispatcher(
            CommandCatalogue catalogue,
            InstanceSelection instances,
            OpenChanges openChanges,
            ObjectProvider<ObservationRegistry> observations,
            ObjectProvider<AuditTrail> audit) {
        this.catalogue = catalogue;
        this.instances = instances;
        this.openChanges = openChanges;
        this.observations = observations.getIfAvailable(() -> ObservationRegistry.NOOP);
        // Looked up once: a lookup costs as much as the signature of a request.
        this.audit = SingletonSupplier.ofNullable(audit::getIfAvailable);
    }

    /** The timer without the class of a failure, whose code is the outcome. */
    @Bean
    static MeterFilter commandMetric() {
        return new MeterFilter() {
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
        return accounted(request, found -> {}, answer -> answer);
    }

    /** Runs a command for the sake of its file; one that never has a file is refused before it runs. */
    public Mono<ResultFile> download(CommandRequest request) {
        return accounted(request, CommandDispatcher::requireFile, CommandDispatcher::file);
    }

    /**
     * What a command will do to the world, as far as that is known without Darktrace: sends and changes nothing, and is
     * not accounted for. Fails where the command would be refused before anything is sent.
     */
    public Mono<Foresight> foresee(CommandRequest request) {
        return Mono.deferContextual(context -> {
            Caller caller = Caller.in(context);
            Registered<?> command = catalogue.registered(request.command());
            String name = command.spec().name();
            caller.requireCommand(name, command.spec().effect().role());
            DarktraceInstance instance = command.spec().isForService() ? null : selected(request, caller);
            Effect least = command.leastEffect(request.arguments(), instance);
            caller.requireCommand(name, least.role());
            return command.foreseen(request.arguments(), instance)
                    .flatMap(plan -> {
                        caller.requireCommand(name, plan.effect().role());
                        return plan.work()
                                .onErrorComplete(UnsentException.class)
                                .thenReturn(new Foresight(plan.effect(), true));
                    })
                    .onErrorResume(
                            UnsentException.class,
                            unsent -> Mono.just(new Foresight(
                                    least, least == Effect.CONTAINS || !(command.handler() instanceof PlannedCommand))))
                    // Never nothing, of which somebody might not be asked.
                    .defaultIfEmpty(new Foresight(least, false));
        });
    }

    /** Accounts for a command that is refused before it runs; always fails, with this refusal or an earlier one. */
    public Mono<CommandAnswer> refuse(CommandRequest request, RuntimeException refusal) {
        return accounted(
                request,
                found -> {
                    throw refusal;
                },
                answer -> answer);
    }

    private <T> Mono<T> accounted(
            CommandRequest request, Consumer<CommandSpec> check, Function<CommandAnswer, T> part) {
        return Mono.deferContextual(context -> {
            Caller caller = Caller.in(context);
            CommandAudit record = new CommandAudit(audit.get(), caller, request);
            CommandAccount account = CommandAccount.begin(observations, context, record);
            return account.during(() -> prepared(request, caller, check, part, account))
                    .contextWrite(account::putInto);
        });
    }

    private <T> Mono<T> prepared(
            CommandRequest request,
            Caller caller,
            Consumer<CommandSpec> check,
            Function<CommandAnswer, T> part,
            CommandAccount account) {
        try {
            Registered<?> command = catalogue.registered(request.command());
            account.found(command.spec());
            caller.requireCommand(command.spec().name(), command.spec().effect().role());
            check.accept(command.spec());
            DarktraceInstance instance = command.spec().isForService() ? null : selected(request, caller);
            return run(command, request, instance, part, account);
        } catch (RuntimeException refusal) {
            account.fail(refusal);
            return account.whenRecorded().then(Mono.error(refusal));
        }
    }

    /** A caller learns nothing of instances that it may not use, not even whether they exist. */
    private DarktraceInstance selected(CommandRequest request, Caller caller) {
        if (request.params() != null) {
            caller.requireParams();
        } else if (request.instance() != null && !request.instance().isBlank()) {
            caller.requireInstance(request.instance().strip());
        }
        DarktraceInstance instance = instances.select(request.instance(), request.params(), caller);
        if (request.params() == null) {
            caller.requireInstance(instance.name());
        }
        return instance;
    }

    private <T> Mono<T> run(
            Registered<?> command,
            CommandRequest request,
            @Nullable DarktraceInstance instance,
            Function<CommandAnswer, T> part,
            CommandAccount account) {
        Mono<T> work = Mono.defer(() -> account.during(() -> answer(command, request, instance, account)))
                .doOnNext(account::answered)
                .map(part);
        if (instance == null) {
            return CommandRun.of(work, account, openChanges, null);
        }
        account.selected(instance);
        return CommandRun.of(work, account, openChanges, instance.settings().limits())
                .onErrorMap(DarktraceException.class, failure -> failure.in(instance.name()));
    }

    private static void requireFile(CommandSpec command) {
        if (!command.hasFile()) {
            throw new CommandException(
                    Reason.INVALID_REQUEST,
                    command.name() + " has no file: run it for its answer (over HTTP with Accept: application/json).");
        }
    }

    private static ResultFile file(CommandAnswer answer) {
        if (answer.file() == null) {
            throw new CommandException(
                    Reason.INVALID_REQUEST,
                    answer.command() + " has no file for these arguments" + (answer.poll() == null ? "." : " yet.")
                            + " Run it for its answer, which says why (over HTTP with Accept: application/json).");
        }
        return answer.file();
    }

    private static Mono<CommandAnswer> answer(
            Registered<?> command,
            CommandRequest request,
            @Nullable DarktraceInstance instance,
            CommandAccount account) {
        String name = command.spec().name();
        boolean isRehearsal = DryRun.isAskedFor(command.spec(), request.arguments());
        boolean isOwnChange = command.spec().changesThisService() && !isRehearsal;
        return command.plan(request.arguments(), instance)
                .flatMap(plan -> begun(name, isOwnChange ? plan.shielded() : plan, account)
                        .map(result -> CommandAnswer.of(
                                command.spec(),
                                instance == null ? null : instance.name(),
                                result,
                                isRehearsal ? plan.effect() : null)))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException(name + " has no result")));
    }

    /** The effect may be a higher one than the one that was declared, for which the role was checked. */
    private static Mono<CommandResult> begun(String name, Plan plan, CommandAccount account) {
        return Mono.deferContextual(context -> {
            Caller.in(context).requireCommand(name, plan.effect().role());
            return account.begin().then(plan.work());
        });
    }
}
