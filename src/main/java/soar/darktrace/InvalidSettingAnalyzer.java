package soar.darktrace;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Reports in one sentence which setting prevents the start. Unlike Spring Boot's analyzers it
 * does not print the rejected value, which may be a token.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class InvalidSettingAnalyzer extends AbstractFailureAnalyzer<BindException> {

    /** Names in brackets belong to instances and sinks and are kept; numbers are list indexes. */
    private static final Pattern NAME_OR_CAPITAL = Pattern.compile("\\[(?!\\d+])([^]]*)]|[A-Z]");

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BindException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindValidationException invalid) {
                return analysis(sentence(invalid), failure);
            }
        }
        return analysis(
                failure.getName() + " cannot be read as " + expected(failure) + ": correct its value.", failure);
    }

    private static FailureAnalysis analysis(String sentence, BindException failure) {
        return new FailureAnalysis(
                sentence,
                "Correct this property; docs/configuration.md lists those of the connector, Spring Boot's reference the others.",
                failure);
    }

    private static String sentence(BindValidationException invalid) {
        ObjectError error = invalid.getValidationErrors().getAllErrors().get(0);
        String field = error instanceof FieldError of ? of.getField() : "";
        ConfigurationPropertyName prefix = invalid.getValidationErrors().getName();
        return prefix + "." + dashed(field) + " " + error.getDefaultMessage() + ".";
    }

    /** {@code instances[main].privateApiToken} in the notation of a configuration. */
    private static String dashed(String field) {
        return NAME_OR_CAPITAL
                .matcher(field)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) == null ? "-" + match.group().toLowerCase(Locale.ROOT) : "." + match.group(1)));
    }

    /** The type of the value itself, where it is one of a list. */
    private static Class<?> wanted(BindException failure) {
        Class<?> type = failure.getTarget().getType().resolve(Object.class);
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ConversionFailedException conversion) {
                type = conversion.getTargetType().getType();
            }
        }
        return type;
    }

    private static String expected(BindException failure) {
        Class<?> type = wanted(failure);
        if (type == boolean.class) {
            return "true or false";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant)
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-'))
                            .collect(Collectors.joining(", "));
        }
        return type.isPrimitive() ? "a whole number" : "a " + type.getSimpleName();
    }
}
