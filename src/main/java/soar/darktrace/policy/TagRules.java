package soar.darktrace.policy;

import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Effect;

/** Refuses to touch tags that RESPOND acts on where the policy of an instance does not let it, and names the property. */
@Component
public class TagRules {

    private final Permissions permissions;
    private final GuardRails guardRails;

    TagRules(Permissions permissions, GuardRails guardRails) {
        this.permissions = permissions;
        this.guardRails = guardRails;
    }

    /** What it is to put this tag on something or to take it off. */
    public Effect effectOfTag(DarktraceInstance darktrace, String tag) {
        return tags(darktrace).isContaining(tag) ? Effect.CONTAINS : Effect.CHANGES;
    }

    /** The same, if the policy allows it at all: which devices that touches is not looked at. */
    public Effect allowedEffectOfTag(DarktraceInstance darktrace, String tag) {
        Effect effect = effectOfTag(darktrace, tag);
        if (effect == Effect.CONTAINS) {
            requireRespond(darktrace, tag);
        }
        return effect;
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
        if (isAnyProtected(darktrace)) {
            throw Permissions.refused(
                    "RESPOND acts on the tag %s, and a credential may be used on a protected device; see %s."
                            .formatted(tag, Permissions.property(darktrace, "respond.protected-devices")));
        }
    }

    /** Whether the policy protects any device. */
    public boolean isAnyProtected(DarktraceInstance darktrace) {
        return permissions
                .of(darktrace)
                .filter(policy -> !policy.respond().protectedDevices().isEmpty())
                .isPresent();
    }

    private void requireRespond(DarktraceInstance darktrace, String tag) {
        Permissions.requireConfigured(darktrace, "Changing who has the tag %s, on which RESPOND acts,".formatted(tag));
        if (!permissions.isGiven(darktrace, Permission.RESPOND)) {
            throw Permissions.refused(
                    "RESPOND acts on the tag %s (%s), and RESPOND is off for this instance. To allow it, set %s=true."
                            .formatted(
                                    tag,
                                    Permissions.property(darktrace, "tags.containing"),
                                    Permissions.property(darktrace, "respond.enabled")));
        }
    }

    private TagPolicy tags(DarktraceInstance darktrace) {
        return permissions.of(darktrace).map(InstancePolicy::tags).orElse(TagPolicy.STRICT);
    }
}
