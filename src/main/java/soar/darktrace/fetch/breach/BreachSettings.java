package soar.darktrace.fetch.breach;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.validation.annotation.Validated;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.failure.Fulfils;

/**
 * Which model breaches of an instance become incidents, and of what severity: what {@code darktrace.instances.<name>} says
 * beyond the nine parameters of the XSOAR integration.
 *
 * @param includeAcknowledged whether breaches that were acknowledged before they were fetched become incidents
 * @param includeSuppressed whether breaches that Darktrace suppresses become incidents
 * @param models the models whose breaches become incidents; {@code *} and {@code ?} are wildcards; empty for all
 * @param excludeModels the models whose breaches do not become incidents, likewise
 * @param saasOnly whether only breaches of SaaS users become incidents
 * @param severity what the severity is taken from
 * @param severityMedium the score from which an incident is of medium severity, 0–100
 * @param severityHigh the score from which an incident is of high severity, 0–100
 * @param severityCritical the score from which an incident is of critical severity, 0–100
 */
@Fulfils(
        value = BreachSettings.RisingSeverity.class,
        message = "severity-medium, severity-high and severity-critical must not fall")
record BreachSettings(
        boolean includeAcknowledged,
        boolean includeSuppressed,
        @DefaultValue List<String> models,
        @DefaultValue List<String> excludeModels,
        boolean saasOnly,
        @DefaultValue("category") SeverityBasis severity,

        @DefaultValue("40") @Min(value = 0, message = PERCENT) @Max(value = 100, message = PERCENT)
        int severityMedium,

        @DefaultValue("60") @Min(value = 0, message = PERCENT) @Max(value = 100, message = PERCENT)
        int severityHigh,

        @DefaultValue("80") @Min(value = 0, message = PERCENT) @Max(value = 100, message = PERCENT)
        int severityCritical) {

    private static final String PERCENT = "must be a whole number from 0 to 100";

    /** The settings of an instance that says nothing about breaches. */
    static final BreachSettings DEFAULT = new Binder(List.of()).bindOrCreate("none", BreachSettings.class);

    /** What a request chooses, under the names of XSOAR's form; refused by name where it is not readable. */
    static BreachSettings of(Map<String, String> choices) {
        Map<String, String> properties = new HashMap<>();
        choices.forEach((name, text) -> properties.put("choices." + name.replace('_', '-'), text));
        try {
            return new Binder(new MapConfigurationPropertySource(properties))
                    .bindOrCreate("choices", BreachSettings.class);
        } catch (BindException e) {
            String name = e.getName().getLastElement(Form.DASHED).replace('-', '_');
            throw new CommandException(
                    Reason.INVALID_ARGUMENT, name, name + " has a value that it cannot have: see docs/fetching.md.");
        }
    }

    /** The settings of all instances. */
    @Validated
    @ConfigurationProperties("darktrace")
    record OfInstances(@DefaultValue Map<String, @Valid BreachSettings> instances) {

        BreachSettings of(String instance) {
            return instances.getOrDefault(instance, DEFAULT);
        }
    }

    /** The three limits in their order. */
    static final class RisingSeverity implements Predicate<BreachSettings> {
        @Override
        public boolean test(BreachSettings settings) {
            return settings.severityMedium() <= settings.severityHigh()
                    && settings.severityHigh() <= settings.severityCritical();
        }
    }
}
