package soar.darktrace.policy;

import jakarta.validation.Valid;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import soar.darktrace.api.ActionKind;

/**
 * What this service may do against devices of an instance, {@code darktrace.instances.<name>.respond}.
 *
 * @param enabled whether it may change RESPOND actions at all
 * @param maxDuration the longest time for which it may contain a device
 * @param allowedActions the kinds of action that it may create, activate, extend or reactivate; all where it is not set
 * @param protectedDevices the devices that it must not contain
 */
record RespondPolicy(
        boolean enabled,

        @DefaultValue("24h") @DurationMin(seconds = 1, message = "must be a positive duration such as 24h")
        Duration maxDuration,

        @Nullable List<ActionKind> allowedActions,

        @DefaultValue @Valid ProtectedDevices protectedDevices) {

    RespondPolicy {
        allowedActions = List.copyOf(allowedActions == null ? List.of(ActionKind.values()) : allowedActions);
    }

    /** The names of the kinds that are allowed. */
    List<String> allowed() {
        return Objects.requireNonNull(allowedActions).stream()
                .map(ActionKind::toString)
                .toList();
    }
}
