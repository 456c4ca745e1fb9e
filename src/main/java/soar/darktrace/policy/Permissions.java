package soar.darktrace.policy;

import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;

/** Refuses what the policy of an instance does not permit, with a sentence that names the property to set. */
@Component
@EnableConfigurationProperties(InstancePolicy.OfInstances.class)
public class Permissions {

    private final InstancePolicy.OfInstances policies;

    Permissions(InstancePolicy.OfInstances policies) {
        this.policies = policies;
    }

    /** Required before anything is sent. */
    public void require(DarktraceInstance darktrace, Permission permission) {
        requireConfigured(darktrace, permission.what());
        if (!isGiven(darktrace, permission)) {
            throw refused(permission.what() + " is off for this instance. To allow it, set "
                    + property(darktrace, permission.property()) + "=true.");
        }
    }

    boolean isGiven(DarktraceInstance darktrace, Permission permission) {
        return of(darktrace).filter(permission::isGivenBy).isPresent();
    }

    /** Refuses an instance that a request brings along: it has no policy. */
    static void requireConfigured(DarktraceInstance darktrace, String what) {
        if (!darktrace.isConfigured()) {
            throw refused(
                    what + " needs an instance that is configured in the connector, with a policy of its own: name it"
                            + " as instance instead of sending params.");
        }
    }

    /** The policy of an instance that is configured. */
    Optional<InstancePolicy> of(DarktraceInstance darktrace) {
        return darktrace.isConfigured()
                ? Optional.ofNullable(policies.instances().get(darktrace.name()))
                : Optional.empty();
    }

    static String property(DarktraceInstance darktrace, String name) {
        return "darktrace.instances." + darktrace.name() + "." + name;
    }

    public static CommandException refused(String sentence) {
        return new CommandException(Reason.REFUSED_BY_POLICY, sentence);
    }
}
