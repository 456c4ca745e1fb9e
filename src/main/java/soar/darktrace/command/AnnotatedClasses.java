package soar.darktrace.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * The classes of this service that carry an annotation: from the index that the distribution has, since a scan reads every
 * class file and is a fifth of a short start; without an index by that scan, once for a process.
 */
public final class AnnotatedClasses {

    /** Where and how Spring looks for an index of its own, so that its component scan uses the same. */
    static final String INDEX = "META-INF/spring.components";

    private static final String SERVICE = "soar.darktrace";
    private static final Map<Class<? extends Annotation>, List<String>> NAMES = new ConcurrentHashMap<>();

    private AnnotatedClasses() {}

    /** The classes with this annotation or with one that carries it; their order has no meaning. */
    public static Stream<Class<?>> with(Class<? extends Annotation> annotation) {
        return NAMES.computeIfAbsent(annotation, AnnotatedClasses::named).stream()
                .map(AnnotatedClasses::loaded);
    }

    static Class<?> loaded(String name) {
        return ClassUtils.resolveClassName(name, AnnotatedClasses.class.getClassLoader());
    }

    private static List<String> named(Class<? extends Annotation> annotation) {
        Properties index = resource(INDEX);
        return index.isEmpty()
                ? scanned(annotation)
                : index.stringPropertyNames().stream()
                        .filter(name -> Arrays.asList(index.getProperty(name).split(","))
                                .contains(annotation.getName()))
                        .toList();
    }

    /** A resource of the distribution's index; empty elsewhere. */
    static Properties resource(String path) {
        ClassPathResource resource = new ClassPathResource(path, AnnotatedClasses.class.getClassLoader());
        try {
            return resource.exists() ? PropertiesLoaderUtils.loadProperties(resource) : new Properties();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> scanned(Class<? extends Annotation> annotation) {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(annotation));
        return scan.findCandidateComponents(SERVICE).stream()
                .map(found -> Objects.requireNonNull(found.getBeanClassName()))
                .sorted()
                .toList();
    }
}
