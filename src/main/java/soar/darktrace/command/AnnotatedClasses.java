package soar.darktrace.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.core.type.ClassMetadata;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * The classes of this service that carry an annotation: from the index that the distribution has, since a scan reads every
 * class file and is a fifth of a short start; without an index by that scan, once for a process.
 */
public final class AnnotatedClasses {

    /** Where and how Spring looks for an index of its own, so that its component scan uses the same. */
    static final String INDEX = "META-INF/spring.components";

    private static final String CLASS_FILES = "classpath*:soar/darktrace/**/*.class";
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

    /**
     * Conditions are not asked: those of this process are not those of whoever reads the index. Spring's own scan would ask
     * them, and leave out what only a server has.
     */
    static List<String> scanned(Class<? extends Annotation> annotation) {
        AnnotationTypeFilter isAnnotated = new AnnotationTypeFilter(annotation);
        MetadataReaderFactory files = new CachingMetadataReaderFactory();
        List<String> names = new ArrayList<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(CLASS_FILES)) {
                MetadataReader read = files.getMetadataReader(file);
                ClassMetadata type = read.getClassMetadata();
                if (type.isIndependent() && type.isConcrete() && isAnnotated.match(read, files)) {
                    names.add(type.getClassName());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names.stream().sorted().toList();
    }
}
