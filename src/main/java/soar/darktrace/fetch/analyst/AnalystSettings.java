package soar.darktrace.fetch.analyst;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import soar.darktrace.failure.Fulfils;

/**
 * Which AI Analyst groups of an instance become incidents, and of what severity: what {@code darktrace.instances.<name>.analyst}
 * says. Once a group is an incident, none of this keeps it from being followed.
 *
 * @param minScore the lowest score of a group, 0–100
 * @param categories the categories of groups; empty for all
 * @param excludeDids the devices that are left out: a group becomes an incident if it has another one, or none
 * @param excludeSids the subnets whose devices are left out
 * @param userTriggered whether groups that a user's investigation led to become incidents
 * @param includeAcknowledged whether groups that were acknowledged before they were fetched become incidents
 * @param overlap how long after its activity ended an event may show up, to be found with the next step
 * @param lookBack how long after that it may show up, rise or be acknowledged, to be found by a look back
 * @param lookBackEvery how long after a look back the next one is due
 * @param severity what the severity is taken from
 * @param severityMedium the score from which an incident is of medium severity, 0–100
 * @param severityHigh the score from which an incident is of high severity, 0–100
 * @param severityCritical the score from which an incident is of critical severity, 0–100
 */
@Fulfils(
        value = AnalystSettings.RisingSeverity.class,
        message = "severity-medium, severity-high and severity-critical must not fall")
record AnalystSettings(
        @DefaultValue("0") @Min(value = 0, message = PERCENT) @Max(value = 100, message = PERCENT)
        int minScore,

        @DefaultValue List<GroupCategory> categories,
        @DefaultValue List<Long> excludeDids,
        @DefaultValue List<Long> excludeSids,
        @DefaultValue("include") UserTriggered userTriggered,
        boolean includeAcknowledged,

        @DefaultValue("1h") @DurationMin(hours = 1, message = OVERLAP) @DurationMax(days = 7, message = OVERLAP)
        Duration overlap,

        @DefaultValue("7d") @DurationMin(seconds = 0, message = LOOK_BACK) @DurationMax(days = 30, message = LOOK_BACK)
        Duration lookBack,

        @DefaultValue("10m") @DurationMin(minutes = 1, message = "must be 1m or more")
        Duration lookBackEvery,

        @DefaultValue("category") SeverityBasis severity,

        @DefaultValue("40") @Min(value = 0, message = PERCENT) @Max(value = 100, message = PERCENT)
        int severityMedium,

        @DefaultValue("60") @Min(value = 0, message = PERCENT) @Max(value = 100, message = PERCENT)
        int severityHigh,

        @DefaultValue("80") @Min(value = 0, message = PERCENT) @Max(value = 100, message = PERCENT)
        int severityCritical) {

    private static final String PERCENT = "must be a whole number from 0 to 100";
    private static final String OVERLAP = "must be from 1h to 7d";
    private static final String LOOK_BACK = "must be from 0s to 30d";

    /** The settings of an instance that says nothing about groups. */
    static final AnalystSettings DEFAULT = new Binder(List.of()).bindOrCreate("none", AnalystSettings.class);

    /** The settings of one instance. */
    record OfInstance(@DefaultValue @Valid AnalystSettings analyst) {}

    /** The settings of all instances. */
    @Validated
    @ConfigurationProperties("darktrace")
    record OfInstances(@DefaultValue Map<String, @Valid OfInstance> instances) {

        AnalystSettings of(String instance) {
            OfInstance settings = instances.get(instance);
            return settings == null ? DEFAULT : settings.analyst();
        }
    }

    /** The three limits in their order. */
    static final class RisingSeverity implements Predicate<AnalystSettings> {
        @Override
        public boolean test(AnalystSettings settings) {
            return settings.severityMedium() <= settings.severityHigh()
                    && settings.severityHigh() <= settings.severityCritical();
        }
    }
}
