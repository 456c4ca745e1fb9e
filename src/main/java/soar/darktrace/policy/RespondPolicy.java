package soar.darktrace.policy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What this service may do against devices of an instance, {@code darktrace.instances.<name>.respond}.
 *
 * @param enabled whether it may change RESPOND actions at all
 * @param maxDuration the longest time for which it may contain a device
 * @param allowedActions the kinds of action that it may create, activate, extend or reactivate
 * @param protectedDevices the devices that it must not contain
 */
record RespondPolicy(
        boolean enabled,

        @DefaultValue("24h") @DurationMin(seconds = 1, message = "must be a positive duration such as 24h")
        Duration maxDuration,

        @DefaultValue({"connection", "pol", "gpol", "quarantine", "quarantineOutgoing", "quarantineIncoming"})
        List<@Pattern(regexp = ACTION, message = "may hold the six kinds of action only") String> allowedActions,

        @DefaultValue @Valid ProtectedDevices protectedDevices) {

    private static final String ACTION = "connection|pol|gpol|quarantine|quarantineOutgoing|quarantineIncoming";

    /** The policies of all instances. */
    @Validated
    @ConfigurationProperties("darktrace")
    record OfInstances(@DefaultValue Map<String, @Valid OfInstance> instances) {}

    /** The policy in the settings of an instance. */
    record OfInstance(@DefaultValue @Valid RespondPolicy respond) {}
}
