package soar.darktrace.command;

import jakarta.validation.Validator;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.failure.Nearest;
import tools.jackson.databind.JsonNode;

/** All commands by name, found by their {@link Command} annotation. */
@Component
public class CommandCatalogue {

    private final Map<String, Registered<?>> commands = new LinkedHashMap<>();

    CommandCatalogue(List<CommandHandler<?>> handlers, Validator validator) {
        handlers.stream()
                .map(handler -> Registered.of(handler, validator))
                .sorted(Comparator.comparing(registered -> registered.spec().name()))
                .forEach(this::add);
    }

    private void add(Registered<?> registered) {
        name(registered.spec().name(), registered);
        registered.spec().aliases().forEach(alias -> name(alias, registered));
    }

    private void name(String name, Registered<?> registered) {
        if (commands.putIfAbsent(name, registered) != null) {
            throw new IllegalStateException("Two commands are named " + name);
        }
    }

    /** The declarations, sorted by name. */
    public List<CommandSpec> specs() {
        return commands.values().stream()
                .<CommandSpec>map(Registered::spec)
                .distinct()
                .toList();
    }

    /** The declarations of those that a caller may run, sorted by name. */
    public List<CommandSpec> specs(Caller caller) {
        return specs().stream().filter(spec -> spec.isFor(caller)).toList();
    }

    /** The declaration of one command; {@code unknown_command} with the nearest names where there is none. */
    public CommandSpec spec(String name) {
        return registered(name).spec();
    }

    /** The arguments that say something to a command: neither blank nor one of XSOAR's own, which are ignored here. */
    public Map<String, JsonNode> meant(String name, Map<String, JsonNode> arguments) {
        return registered(name).binder().meant(arguments);
    }

    /** The same, empty where there is none. */
    public Optional<CommandSpec> find(String name) {
        return Optional.ofNullable(commands.get(name)).map(Registered::spec);
    }

    Registered<?> registered(String name) {
        Registered<?> found = commands.get(name);
        if (found == null) {
            throw unknown(name, commands.keySet());
        }
        return found;
    }

    /** The failure to find a command among those of the given names. */
    public static CommandException unknown(String name, Collection<String> names) {
        return new CommandException(
                Reason.UNKNOWN_COMMAND, "There is no command " + shortened(name) + Nearest.sentence(name, names));
    }

    private static String shortened(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80) + "…";
    }

    /** A command with its declaration and binding, ready to run. */
    record Registered<A extends Record>(CommandSpec spec, CommandHandler<A> handler, ArgumentBinder<A> binder) {

        @SuppressWarnings("unchecked") // the record is the very type parameter of the handler
        static <A extends Record> Registered<A> of(CommandHandler<A> handler, Validator validator) {
            Class<?> type = AopUtils.getTargetClass(handler);
            CommandSpec spec = CommandSpec.of(type);
            return new Registered<>(
                    spec, handler, new ArgumentBinder<>(spec, (Class<A>) CommandSpec.argumentsType(type), validator));
        }

        /**
         * Binds the arguments and makes the run ready, or its rehearsal where that is asked for.
         *
         * @param darktrace the instance; null for a command for this service
         */
        Mono<Plan> plan(Map<String, JsonNode> arguments, @Nullable DarktraceInstance darktrace) {
            List<String> warnings = binder.warnings(arguments);
            Mono<Plan> plan = plan(binder.bind(arguments), DryRun.isAskedFor(spec, arguments), darktrace);
            return warnings.isEmpty() ? plan : plan.map(made -> made.warning(warnings));
        }

        /** The rehearsal of a run as far as it gets without Darktrace; fails as the run would. */
        Mono<Plan> foreseen(Map<String, JsonNode> arguments, @Nullable DarktraceInstance darktrace) {
            // Refuses a dry_run that is neither true nor false.
            DryRun.isAskedFor(spec, arguments);
            return plan(binder.bind(arguments), true, darktrace == null ? null : darktrace.unsent());
        }

        /** What the arguments alone say of the effect; the plan may raise it. */
        Effect leastEffect(Map<String, JsonNode> arguments, @Nullable DarktraceInstance darktrace) {
            return handler instanceof PlannedCommand<A> planned && darktrace != null
                    ? planned.leastEffect(binder.bind(arguments), darktrace).orElse(spec.effect())
                    : spec.effect();
        }

        private Mono<Plan> plan(A bound, boolean rehearses, @Nullable DarktraceInstance darktrace) {
            if (handler instanceof ServiceCommand<A> service) {
                return planned(rehearses ? service.rehearse(bound) : service.run(bound));
            }
            DarktraceCommand<A> command = (DarktraceCommand<A>) handler;
            DarktraceInstance instance = Objects.requireNonNull(darktrace);
            if (command instanceof PlannedCommand<A> planned) {
                return rehearses ? DryRun.plan(planned, bound, instance) : planned.plan(bound, instance);
            }
            return planned(rehearses ? command.rehearse(bound, instance) : command.run(bound, instance));
        }

        private Mono<Plan> planned(Mono<CommandResult> work) {
            return Mono.just(new Plan(spec.effect(), work));
        }
    }
}
