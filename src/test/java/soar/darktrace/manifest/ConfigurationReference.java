package soar.darktrace.manifest;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** All properties of this service, as a document and as a configuration to fill in. */
final class ConfigurationReference {

    private static final String INSTANCE = "darktrace.instances.<name>.";

    private ConfigurationReference() {}

    static List<ConfigurationProperty> properties() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scan.findCandidateComponents("soar.darktrace").stream()
                .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
                .flatMap(type -> ConfigurationProperty.of(prefix(type), type).stream())
                .sorted(Comparator.comparing(ConfigurationProperty::name))
                .toList();
    }

    private static String prefix(Class<?> type) {
        ConfigurationProperties binding =
                AnnotatedElementUtils.getMergedAnnotation(type, ConfigurationProperties.class);
        return binding == null ? "" : binding.prefix();
    }

    /** The tables of {@code docs/configuration.md}. */
    static String tables() {
        return grouped().entrySet().stream()
                .map(group -> "## " + group.getKey() + "\n"
                        + "| Property | Type | Default | Meaning |\n| --- | --- | --- | --- |\n"
                        + group.getValue().stream()
                                .map(ConfigurationReference::row)
                                .collect(joining()))
                .collect(joining("\n"));
    }

    private static Map<String, List<ConfigurationProperty>> grouped() {
        return properties().stream().collect(groupingBy(ConfigurationReference::group, LinkedHashMap::new, toList()));
    }

    /** Of an instance by what they are about, of the service by their second word where there are several of it. */
    private static String group(ConfigurationProperty property) {
        if (!property.name().startsWith(INSTANCE)) {
            return property.name().indexOf('.', "connector.".length()) < 0
                    ? "`connector`"
                    : "`" + property.name().substring(0, property.name().indexOf('.', "connector.".length())) + "`";
        }
        String below = property.name().substring(INSTANCE.length());
        return below.contains(".")
                ? "`" + INSTANCE + below.substring(0, below.indexOf('.')) + "`"
                : "`" + INSTANCE.substring(0, INSTANCE.length() - 1) + "`";
    }

    private static String row(ConfigurationProperty property) {
        return "| `" + property.name() + "` | " + property.type() + " | "
                + (property.defaultValue().isEmpty() ? "" : "`" + property.defaultValue() + "`") + " | "
                + property.meaning().replace("|", "\\|") + " |\n";
    }

    /** The lines of {@code conf/application.yml}, each commented out, with its meaning above it. */
    static String yaml() {
        return grouped().entrySet().stream()
                .map(group -> "\n# ---- " + group.getKey().replace("`", "") + "\n"
                        + group.getValue().stream()
                                .map(ConfigurationReference::setting)
                                .collect(joining()))
                .collect(joining());
    }

    /** A value that YAML would take for something else is quoted. */
    private static String scalar(String value) {
        return value.matches("[\\w ./-]*") ? value : "\"" + value + "\"";
    }

    private static String setting(ConfigurationProperty property) {
        String value = property.defaultValue();
        String written = property.type().startsWith("list of")
                ? Arrays.stream(value.split(", "))
                        .map(ConfigurationReference::scalar)
                        .collect(joining(", ", "[", "]"))
                : scalar(value);
        return (property.meaning().isEmpty() ? "" : "# " + property.meaning().replace("`", "") + "\n") + "#"
                + property.name().replace("<name>", "main") + ":" + (written.isEmpty() ? "" : " " + written) + "\n";
    }
}
