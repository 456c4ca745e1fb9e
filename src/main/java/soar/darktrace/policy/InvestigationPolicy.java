package soar.darktrace.policy;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many AI Analyst investigations this service may create, {@code darktrace.instances.<name>.investigations}.
 *
 * @param perHour how many in any hour; 0 for none
 */
record InvestigationPolicy(
        @DefaultValue("0") @Min(value = 0, message = "must be 0 or more")
        int perHour) {}
