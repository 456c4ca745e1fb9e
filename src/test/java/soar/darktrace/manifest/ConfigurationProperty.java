package soar.darktrace.manifest;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.ResolvableType;
import org.springframework.util.unit.DataSize;

/**
 * A property that an operator may set.
 *
 * @param name with {@code <name>} where a map's key stands, and {@code [0]} in a list of records
 * @param type as a reader of YAML says it
 * @param defaultValue empty for none
 * @param meaning from the Javadoc of the record's component; empty where that says nothing
 */
record ConfigurationProperty(String name, String type, String defaultValue, String meaning) {

    /** All that a record binds below a prefix. */
    static List<ConfigurationProperty> of(String prefix, Class<?> type) {
        List<ConfigurationProperty> properties = new ArrayList<>();
        add(prefix, type, properties);
        return properties;
    }

    private static void add(String prefix, Class<?> type, List<ConfigurationProperty> properties) {
        Map<String, String> meanings = RecordDocs.of(type);
        for (RecordComponent component : type.getRecordComponents()) {
            add(
                    prefix + "." + DataObjectPropertyName.toDashedForm(component.getName()),
                    component,
                    ResolvableType.forType(component.getGenericType()),
                    meanings.getOrDefault(component.getName(), ""),
                    properties);
        }
    }

    private static void add(
            String name,
            RecordComponent component,
            ResolvableType type,
            String meaning,
            List<ConfigurationProperty> properties) {
        Class<?> raw = type.resolve(Object.class);
        Class<?> value = Map.class.isAssignableFrom(raw)
                ? type.asMap().getGeneric(1).resolve(Object.class)
                : Collection.class.isAssignableFrom(raw)
                        ? type.asCollection().getGeneric(0).resolve(Object.class)
                        : raw;
        String below = Map.class.isAssignableFrom(raw) ? ".<name>" : value == raw ? "" : "[0]";
        if (value.isRecord() && !isText(value)) {
            add(name + below, value, properties);
        } else {
            properties.add(new ConfigurationProperty(name, typeOf(type, raw), defaultOf(component, raw), meaning));
        }
    }

    /** A record of one text, such as a secret, is bound as a plain value. */
    private static boolean isText(Class<?> type) {
        return type.getRecordComponents().length == 1 && type.getRecordComponents()[0].getType() == String.class;
    }

    private static String typeOf(ResolvableType type, Class<?> raw) {
        if (Map.class.isAssignableFrom(raw)) {
            ResolvableType value = type.asMap().getGeneric(1);
            return "map of " + typeOf(value, value.resolve(Object.class));
        }
        if (Collection.class.isAssignableFrom(raw)) {
            ResolvableType item = type.asCollection().getGeneric(0);
            return "list of " + typeOf(item, item.resolve(Object.class));
        }
        if (raw.isEnum()) {
            return Arrays.stream(raw.getEnumConstants())
                    .map(constant -> "`"
                            + ((Enum<?>) constant)
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-') + "`")
                    .collect(Collectors.joining(", "));
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return "`true`, `false`";
        }
        if (raw == int.class || raw == long.class || raw == Integer.class || raw == Long.class) {
            return "whole number";
        }
        return raw == Duration.class ? "duration" : raw == DataSize.class ? "size" : raw.isRecord() ? "secret" : "text";
    }

    private static String defaultOf(RecordComponent component, Class<?> raw) {
        DefaultValue given = component.getAccessor().getAnnotation(DefaultValue.class);
        DefaultValue ofParameter = given == null ? onConstructor(component) : given;
        if (ofParameter != null) {
            return String.join(", ", ofParameter.value());
        }
        return raw == boolean.class ? "false" : raw == int.class || raw == long.class ? "0" : "";
    }

    /** The annotation is one of parameters. */
    private static @Nullable DefaultValue onConstructor(RecordComponent component) {
        Class<?> type = component.getDeclaringRecord();
        int index = Arrays.asList(type.getRecordComponents()).stream()
                .map(RecordComponent::getName)
                .toList()
                .indexOf(component.getName());
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> constructor.getParameterCount() == type.getRecordComponents().length)
                .findFirst()
                .map(constructor -> constructor.getParameters()[index].getAnnotation(DefaultValue.class))
                .orElse(null);
    }
}
