package soar.darktrace.command;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Component;

/** Writes the index of the distribution; the build calls it once all classes are there. */
public final class ClassIndex {

    private static final List<Class<? extends Annotation>> INDEXED =
            List.of(Component.class, Command.class, ConfigurationProperties.class);

    private ClassIndex() {}

    /** Its argument is the directory to write to. */
    public static void main(String... args) throws IOException {
        Path directory = Path.of(args[0]);
        write(directory.resolve(AnnotatedClasses.INDEX), annotations());
        write(directory.resolve(DeclaredCommands.INDEX), DeclaredCommands.scanned());
    }

    private static Map<String, String> annotations() {
        Map<String, String> byClass = new TreeMap<>();
        for (Class<? extends Annotation> annotation : INDEXED) {
            AnnotatedClasses.scanned(annotation)
                    .forEach(name -> byClass.merge(name, annotation.getName(), (known, more) -> known + "," + more));
        }
        return byClass;
    }

    private static void write(Path file, Map<String, String> entries) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                entries.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
    }
}
