package soar.darktrace.command;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/**
 * One argument of a command.
 *
 * @param name in snake_case, as callers write it
 * @param aliases other names that it goes by
 * @param type what each value is
 * @param isArray whether it takes several values
 * @param required whether XSOAR should insist on it
 * @param defaultValue what stands in for one that is not given; null for none
 * @param defaultInXsoar the one that XSOAR adds, the same as a rule; null for none
 * @param constants the constants of an enum, whose texts are the only values allowed; empty for any value
 * @param minimum the lowest number allowed; null for none
 * @param maximum the highest number allowed; null for none
 */
public record ArgumentSpec(
        String name,
        List<String> aliases,
        String description,
        ArgumentType type,
        boolean isArray,
        boolean required,
        @Nullable String defaultValue,
        @Nullable String defaultInXsoar,
        List<?> constants,
        @Nullable Long minimum,
        @Nullable Long maximum) {

    private static final Pattern CAPITAL = Pattern.compile("([A-Z])");

    static ArgumentSpec of(RecordComponent component) {
        Argument argument =
                Objects.requireNonNull(component.getAnnotation(Argument.class), () -> component + " has no @Argument");
        boolean isArray = List.class.isAssignableFrom(component.getType());
        Class<?> valueType = isArray
                ? ResolvableType.forType(component.getGenericType())
                        .getGeneric(0)
                        .toClass()
                : component.getType();
        String standard = emptyAsNull(argument.defaultValue());
        String inXsoar = emptyAsNull(argument.defaultInXsoar());
        AnnotatedElement limits = isArray
                ? ((AnnotatedParameterizedType) component.getAnnotatedType()).getAnnotatedActualTypeArguments()[0]
                : component.getAccessor();
        boolean optional = isArray
                ? !component.getAccessor().isAnnotationPresent(NotEmpty.class)
                : component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return new ArgumentSpec(
                snakeCase(component.getName()),
                List.of(argument.aliases()),
                argument.value(),
                valueType.isEnum() ? ArgumentType.STRING : ArgumentType.of(valueType),
                isArray,
                argument.required() || !(optional || standard != null),
                standard,
                inXsoar == null ? standard : inXsoar,
                valueType.isEnum() ? List.of(valueType.getEnumConstants()) : List.of(),
                minimum(limits),
                limits.isAnnotationPresent(Max.class)
                        ? Long.valueOf(limits.getAnnotation(Max.class).value())
                        : null);
    }

    /** The only values allowed, as callers write them; empty for any. */
    public List<String> predefined() {
        return constants.stream().map(Object::toString).toList();
    }

    /** Whether a caller may mean this argument by a name: its own, also in camelCase, or an alias. */
    boolean isNamed(String written) {
        return snakeCase(written).equals(name) || aliases.contains(written);
    }

    /** Whether a caller must give it. XSOAR may insist on an argument with a default; this service does not. */
    public boolean isNeeded() {
        return required && defaultValue == null;
    }

    /** Completes the sentence "pbid …" for a number out of its limits. */
    public String limits() {
        if (minimum == null) {
            return "must be " + maximum + " or less";
        }
        return maximum == null ? "must be " + minimum + " or more" : "must be from " + minimum + " to " + maximum;
    }

    public boolean isLimited() {
        return minimum != null || maximum != null;
    }

    private static @Nullable String emptyAsNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Long minimum(AnnotatedElement limits) {
        if (limits.isAnnotationPresent(Positive.class)) {
            return 1L;
        }
        if (limits.isAnnotationPresent(PositiveOrZero.class)) {
            return 0L;
        }
        return limits.isAnnotationPresent(Min.class)
                ? Long.valueOf(limits.getAnnotation(Min.class).value())
                : null;
    }

    /** The name of a record component as callers write it. */
    public static String snakeCase(String camelCase) {
        return CAPITAL.matcher(camelCase)
                .replaceAll(match -> "_" + match.group().toLowerCase(Locale.ROOT));
    }
}
