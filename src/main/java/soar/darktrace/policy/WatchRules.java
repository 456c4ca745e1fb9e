package soar.darktrace.policy;

import java.util.List;
import org.springframework.stereotype.Component;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Effect;

/** Refuses what the policy of an instance does not allow to be watched, and names the property. */
@Component
public class WatchRules {

    private final Permissions permissions;

    WatchRules(Permissions permissions) {
        this.permissions = permissions;
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
            permissions.require(darktrace, Permission.RESPOND);
            permissions.require(darktrace, Permission.WATCH_WITH_RESPOND);
        }
        endpoints.forEach(endpoint -> policy(darktrace)
                .protectedEndpoints()
                .protection(endpoint, isHostAlone)
                .ifPresent(why -> {
                    throw Permissions.refused("%s is not to be watched, since it is protected; see %s."
                            .formatted(endpoint, Permissions.property(darktrace, "intel.protected-endpoints." + why)));
                }));
    }

    private IntelPolicy policy(DarktraceInstance darktrace) {
        return permissions.of(darktrace).map(InstancePolicy::intel).orElse(IntelPolicy.STRICT);
    }
}
