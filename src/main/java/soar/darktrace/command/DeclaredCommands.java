package soar.darktrace.command;

import jakarta.validation.Validator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** The commands on the class path, found by their annotation without starting the application. */
public final class DeclaredCommands {

    private static final String FEATURES = "soar.darktrace";

    private DeclaredCommands() {}

    /** The declarations, in the order of the catalogue. */
    public static List<CommandSpec> specs() {
        return handlers()
                .map(CommandSpec::of)
                .sorted(Comparator.comparing(CommandSpec::name))
                .toList();
    }

    /** Refuses a request whose command or arguments are wrong, without starting the application. */
    public static void check(CommandRequest request, Validator validator) {
        binder(handler(request.command()), validator).bind(request.arguments());
    }

    /** Whether a command is anything but a read, as it is declared; an unknown one is refused. */
    public static boolean changesState(String command) {
        return CommandSpec.declarationOf(handler(command)).effect().isChange();
    }

    private static Class<?> handler(String command) {
        return handlers()
                .filter(known -> isNamed(known, command))
                .findFirst()
                .orElseThrow(() -> CommandCatalogue.unknown(
                        command, specs().stream().map(CommandSpec::name).toList()));
    }

    private static boolean isNamed(Class<?> handler, String name) {
        Command declared = CommandSpec.declarationOf(handler);
        return declared.name().equals(name) || Arrays.asList(declared.aliases()).contains(name);
    }

    private static ArgumentBinder<?> binder(Class<?> handler, Validator validator) {
        Class<? extends Record> arguments = CommandSpec.argumentsType(handler).asSubclass(Record.class);
        return new ArgumentBinder<>(CommandSpec.of(handler), arguments, validator);
    }

    private static Stream<Class<?>> handlers() {
        return classNames().stream()
                .map(name -> ClassUtils.resolveClassName(name, DeclaredCommands.class.getClassLoader()));
    }

    private static List<String> classNames() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(Command.class, false));
        return scan.findCandidateComponents(FEATURES).stream()
                .map(found -> Objects.requireNonNull(found.getBeanClassName()))
                .toList();
    }
}
