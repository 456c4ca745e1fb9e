package soar.darktrace;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Reports a value that cannot be converted, as {@link InvalidSettingAnalyzer} does: by the property's name alone. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class InvalidValueAnalyzer extends AbstractFailureAnalyzer<InvalidConfigurationPropertyValueException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidConfigurationPropertyValueException failure) {
        return new FailureAnalysis(
                failure.getName() + " has a value that it cannot have: " + failure.getReason() + ".",
                "Correct its value; Spring Boot's reference describes the property.",
                failure);
    }
}
