package soar.darktrace.policy;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Effect;

/** Refuses what the policy of an instance does not allow to be done to tags, devices and subnets, and names the property. */
@Component
public class ChangeRules {

    private final RespondPolicy.OfInstances policies;
    private final GuardRails guardRails;

    ChangeRules(RespondPolicy.OfInstances policies, GuardRails guardRails) {
        this.policies = policies;
        this.guardRails = guardRails;
    }

    public void requireTagDeletion(DarktraceInstance darktrace) {
        require(
                darktrace,
                "Deleting tags, on which models and automations hang,",
                "tags.delete",
                tags(darktrace).delete());
    }

    /** For what moves scores. */
    public void requireDeviceUpdate(DarktraceInstance darktrace) {
        require(
                darktrace,
                "Changing priority or type of a device",
                "devices.update",
                policy(darktrace).map(policy -> policy.devices().update()).orElse(false));
    }

    public void requireSubnetUpdate(DarktraceInstance darktrace) {
        require(
                darktrace,
                "Changing subnets",
                "subnets.update",
                policy(darktrace).map(policy -> policy.subnets().update()).orElse(false));
    }

    public void requireSubnetExclusion(DarktraceInstance darktrace) {
        require(
                darktrace,
                "Leaving a subnet out, or taking it in again,",
                "subnets.exclude",
                policy(darktrace).map(policy -> policy.subnets().exclude()).orElse(false));
    }

    /** What it is to put this tag on something or to take it off. */
    public Effect effectOfTag(DarktraceInstance darktrace, String tag) {
        return tags(darktrace).isContaining(tag) ? Effect.CONTAINS : Effect.CHANGES;
    }

    /** Checks a change of who has this tag; every device of it is looked up where RESPOND acts on the tag. */
    public Mono<Void> requireTagging(DarktraceInstance darktrace, String tag, List<Long> dids) {
        if (effectOfTag(darktrace, tag) != Effect.CONTAINS) {
            return Mono.empty();
        }
        requireRespond(darktrace, tag);
        return Flux.fromIterable(dids)
                .concatMap(did -> guardRails.requireUnprotected(darktrace, did))
                .then();
    }

    /** The same for a credential: on which devices it is used cannot be looked up. */
    public void requireTaggingOfCredential(DarktraceInstance darktrace, String tag) {
        if (effectOfTag(darktrace, tag) != Effect.CONTAINS) {
            return;
        }
        requireRespond(darktrace, tag);
        if (policy(darktrace)
                .filter(policy -> !policy.respond().protectedDevices().isEmpty())
                .isPresent()) {
            throw GuardRails.refused(
                    "RESPOND acts on the tag %s, and a credential may be used on a protected device; see %s."
                            .formatted(tag, property(darktrace, "respond.protected-devices")));
        }
    }

    private void requireRespond(DarktraceInstance darktrace, String tag) {
        if (policy(darktrace).filter(policy -> policy.respond().enabled()).isEmpty()) {
            throw GuardRails.refused(
                    "RESPOND acts on the tag %s (%s), and RESPOND is off for this instance. To allow it, set %s=true."
                            .formatted(
                                    tag,
                                    property(darktrace, "tags.containing"),
                                    property(darktrace, "respond.enabled")));
        }
    }

    static void require(DarktraceInstance darktrace, String what, String property, boolean isAllowed) {
        if (!darktrace.isConfigured()) {
            throw GuardRails.refused(
                    what + " needs an instance that is configured in the connector, with a policy of its"
                            + " own: name it as instance instead of sending params.");
        }
        if (!isAllowed) {
            throw GuardRails.refused(
                    what + " is off for this instance. To allow it, set " + property(darktrace, property) + "=true.");
        }
    }

    /** Those that are configured; what a request brings along has the defaults, under which little is allowed. */
    private Optional<RespondPolicy.OfInstance> policy(DarktraceInstance darktrace) {
        return darktrace.isConfigured()
                ? Optional.ofNullable(policies.instances().get(darktrace.name()))
                : Optional.empty();
    }

    private TagPolicy tags(DarktraceInstance darktrace) {
        return policy(darktrace).map(RespondPolicy.OfInstance::tags).orElse(TagPolicy.STRICT);
    }

    private static String property(DarktraceInstance darktrace, String name) {
        return "darktrace.instances." + darktrace.name() + "." + name;
    }
}
