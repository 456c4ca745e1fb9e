package soar.darktrace.policy;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Effect;

/** Refuses what the policy of an instance does not allow to be watched, and names the property. */
@Component
public class WatchRules {

    private final RespondPolicy.OfInstances policies;
    private final GuardRails guardRails;

    WatchRules(RespondPolicy.OfInstances policies, GuardRails guardRails) {
        this.policies = policies;
        this.guardRails = guardRails;
    }

    /** What it is to watch something: with RESPOND, whatever device meets it is contained. */
    public Effect effectOfWatching(boolean responds) {
        return responds ? Effect.CONTAINS : Effect.CHANGES;
    }

    /**
     * Checks what is to be watched.
     *
     * @param isHostAlone whether what is below a name is not watched
     * @param responds whether RESPOND is to act on sight
     */
    public void requireWatching(
            DarktraceInstance darktrace, List<String> endpoints, boolean isHostAlone, boolean responds) {
        if (responds) {
            guardRails.requireEnabled(darktrace);
            if (!policy(darktrace).respond()) {
                throw GuardRails.refused(
                        "Letting RESPOND act on sight of what is watched is off for this instance. To allow it, set "
                                + property(darktrace, "respond") + "=true.");
            }
        }
        endpoints.forEach(endpoint -> policy(darktrace)
                .protectedEndpoints()
                .protection(endpoint, isHostAlone)
                .ifPresent(why -> {
                    throw GuardRails.refused("%s is not to be watched, since it is protected; see %s."
                            .formatted(endpoint, property(darktrace, "protected-endpoints." + why)));
                }));
    }

    private IntelPolicy policy(DarktraceInstance darktrace) {
        return darktrace.isConfigured()
                ? Optional.ofNullable(policies.instances().get(darktrace.name()))
                        .map(RespondPolicy.OfInstance::intel)
                        .orElse(IntelPolicy.STRICT)
                : IntelPolicy.STRICT;
    }

    private static String property(DarktraceInstance darktrace, String name) {
        return "darktrace.instances." + darktrace.name() + ".intel." + name;
    }
}
