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
    private static final String PREFIX = "darktrace-";

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
        return Found.CLASS_NAMES.stream()
                .map(name -> ClassUtils.resolveClassName(name, DeclaredCommands.class.getClassLoader()));
    }

    /** What somebody means who leaves out the prefix that most names have; a name that exists is left as it is. */
    public static String named(String written) {
        List<String> names = specs().stream()
                .flatMap(spec -> Stream.concat(Stream.of(spec.name()), spec.aliases().stream()))
                .toList();
        return !names.contains(written) && names.contains(PREFIX + written) ? PREFIX + written : written;
    }

    /** Once for a process: the scan reads each class of this service. */
    private static final class Found {

        static final List<String> CLASS_NAMES = scanned();
    }

    private static List<String> scanned() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(Command.class, false));
        return scan.findCandidateComponents(FEATURES).stream()
                .map(found -> Objects.requireNonNull(found.getBeanClassName()))
                .toList();
    }
}
