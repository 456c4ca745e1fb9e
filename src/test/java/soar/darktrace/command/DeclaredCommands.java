package soar.darktrace.command;

import java.net.URL;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** The declarations of all commands of the application, found without starting it and without those of tests. */
public final class DeclaredCommands {

    private DeclaredCommands() {}

    /** In the order of the catalogue. */
    public static List<CommandSpec> specs() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Command.class));
        return scanner.findCandidateComponents("soar.darktrace").stream()
                .map(BeanDefinition::getBeanClassName)
                .<Class<?>>map(name -> ClassUtils.resolveClassName(Objects.requireNonNull(name), null))
                .filter(type -> location(type).equals(location(Command.class)))
                .map(CommandSpec::of)
                .sorted(Comparator.comparing(CommandSpec::name))
                .toList();
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
