package soar.darktrace.command;

import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The commands on the class path, found by their annotation without starting the application. */
public final class DeclaredCommands {

    /** Of the distribution: the classes of the commands by each of their names. */
    static final String INDEX = "META-INF/darktrace.commands";

    private static final String PREFIX = "darktrace-";

    private DeclaredCommands() {}

    /** The declarations, in the order of the catalogue. */
    public static List<CommandSpec> specs() {
        return Found.CLASS_NAMES.values().stream()
                .distinct()
                .<CommandSpec>map(name -> CommandSpec.of(AnnotatedClasses.loaded(name)))
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

    /** The classes of the components without which a command cannot run; an unknown one is refused. */
    public static Set<Class<?>> components(String command) {
        return NeededComponents.of(handler(command));
    }

    private static Class<?> handler(String command) {
        String found = Found.CLASS_NAMES.get(command);
        if (found == null) {
            throw CommandCatalogue.unknown(
                    command, specs().stream().map(CommandSpec::name).toList());
        }
        return AnnotatedClasses.loaded(found);
    }

    private static ArgumentBinder<?> binder(Class<?> handler, Validator validator) {
        Class<? extends Record> arguments = CommandSpec.argumentsType(handler).asSubclass(Record.class);
        return new ArgumentBinder<>(CommandSpec.of(handler), arguments, validator);
    }

    /** What somebody means who leaves out the prefix that most names have; a name that exists is left as it is. */
    public static String named(String written) {
        Set<String> names = Found.CLASS_NAMES.keySet();
        return !names.contains(written) && names.contains(PREFIX + written) ? PREFIX + written : written;
    }

    /** Once for a process. */
    private static final class Found {

        static final Map<String, String> CLASS_NAMES = found();
    }

    private static Map<String, String> found() {
        Map<String, String> indexed = new TreeMap<>();
        AnnotatedClasses.resource(INDEX).forEach((name, type) -> indexed.put((String) name, (String) type));
        return indexed.isEmpty() ? scanned() : indexed;
    }

    /** The names of classes by each name of their command. */
    static Map<String, String> scanned() {
        Map<String, String> classes = new TreeMap<>();
        AnnotatedClasses.with(Command.class).forEach(type -> {
            Command declared = CommandSpec.declarationOf(type);
            Stream.concat(Stream.of(declared.name()), Stream.of(declared.aliases()))
                    .forEach(name -> classes.put(name, type.getName()));
        });
        return classes;
    }
}
