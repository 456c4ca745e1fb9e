package soar.darktrace.command;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** The commands on the class path, found by their annotation without starting the application. */
public final class DeclaredCommands {

    private static final String FEATURES = "soar.darktrace";

    private DeclaredCommands() {}

    /** The declarations, in the order of the catalogue. */
    public static List<CommandSpec> specs() {
        return classNames().stream()
                .map(name -> ClassUtils.resolveClassName(name, DeclaredCommands.class.getClassLoader()))
                .map(CommandSpec::of)
                .sorted(Comparator.comparing(CommandSpec::name))
                .toList();
    }

    private static List<String> classNames() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(Command.class, false));
        return scan.findCandidateComponents(FEATURES).stream()
                .map(found -> Objects.requireNonNull(found.getBeanClassName()))
                .toList();
    }
}
