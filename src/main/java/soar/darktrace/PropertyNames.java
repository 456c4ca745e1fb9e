package soar.darktrace;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.ResolvableType;
import soar.darktrace.failure.Nearest;

/**
 * The names that may follow a name in the configuration: those of a record's components, any name where a map or a list
 * stands, none after a plain value.
 */
final class PropertyNames {

    /** By the name in lower case without hyphens, so that every spelling that Spring Boot takes is found. */
    private final Map<String, PropertyNames> named = new TreeMap<>();

    private final Map<String, String> spellings = new TreeMap<>();
    private @Nullable PropertyNames any;

    /** Adds all that binds to a type below a prefix such as {@code connector.request-instances}. */
    void add(String prefix, Class<?> type) {
        PropertyNames at = this;
        for (String element : prefix.split("\\.", -1)) {
            at = at.child(element);
        }
        // Also a record of one text: what is bound to a prefix has its names below it.
        at.addComponents(type);
    }

    private PropertyNames child(String name) {
        String uniform = name.replace("-", "");
        spellings.put(uniform, name);
        return named.computeIfAbsent(uniform, absent -> new PropertyNames());
    }

    private void add(ResolvableType type) {
        Class<?> raw = type.resolve(Object.class);
        if (Map.class.isAssignableFrom(raw)) {
            any().add(type.asMap().getGeneric(1));
        } else if (Collection.class.isAssignableFrom(raw)) {
            any().add(type.asCollection().getGeneric(0));
        } else if (raw.isRecord() && !isText(raw)) {
            addComponents(raw);
        }
    }

    private void addComponents(Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            child(DataObjectPropertyName.toDashedForm(component.getName()))
                    .add(ResolvableType.forType(component.getGenericType()));
        }
    }

    /** A record of one text, such as a secret, is bound as a plain value. */
    private static boolean isText(Class<?> type) {
        return type.getRecordComponents().length == 1 && type.getRecordComponents()[0].getType() == String.class;
    }

    private PropertyNames any() {
        PropertyNames known = any;
        if (known == null) {
            known = new PropertyNames();
            any = known;
        }
        return known;
    }

    /** The names that may follow a name. */
    @Nullable
    PropertyNames after(String element) {
        return named.get(element);
    }

    /** Whether a name may follow here. */
    boolean has(String element) {
        return any != null || named.containsKey(element);
    }

    /**
     * What is wrong with the rest of a name; null where it is known.
     *
     * @param elements in lower case, without hyphens
     * @param isJoined whether a name may be spread over several elements, as by an environment variable, which has
     *     underscores for dots and hyphens alike
     */
    @Nullable
    String problem(List<String> elements, boolean isJoined) {
        if (elements.isEmpty()) {
            // A joined name that ends here may be that of a map's entry with a misspelt name at its end.
            return isJoined && !named.isEmpty() ? unknown("") : null;
        }
        String deepest = null;
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < elements.size() && (i == 0 || isJoined); i++) {
            name.append(elements.get(i));
            PropertyNames next = named.containsKey(name.toString()) ? named.get(name.toString()) : any;
            if (next != null) {
                String problem = next.problem(elements.subList(i + 1, elements.size()), isJoined);
                if (problem == null) {
                    return null;
                }
                deepest = deepest == null ? problem : deepest;
            }
        }
        return deepest == null ? unknown(isJoined ? String.join("-", elements) : elements.get(0)) : deepest;
    }

    private String unknown(String written) {
        return spellings.isEmpty()
                ? "has nothing below it."
                : "is not known" + Nearest.sentence(written, spellings.values());
    }
}
