package soar.darktrace.feature.tag;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Tag;
import soar.darktrace.api.TagApi;
import soar.darktrace.api.TagEntity;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.Effect;
import soar.darktrace.policy.Permissions;
import soar.darktrace.policy.TagRules;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A tag to delete from everything that has it. */
record TagDeletion(TagApi api, Tag tag) {

    /** All that have a tag on which RESPOND acts lose it: none of them may be protected, as where it is taken off. */
    Mono<Void> required(TagRules rules, DarktraceInstance darktrace) {
        Mono<Void> policy = rules.requireTagging(darktrace, tag.name(), List.of());
        if (rules.effectOfTag(darktrace, tag.name()) != Effect.CONTAINS || !rules.isAnyProtected(darktrace)) {
            return policy;
        }
        return policy.thenMany(Flux.defer(() -> api.entities(tag.tid()).flatMapIterable(TagEntity::in)))
                .concatMap(
                        entity -> EntityType.of(entity).required(rules, darktrace, tag.name(), List.of(entity.value())))
                .then();
    }

    Mono<CommandResult> settled() {
        if (tag.isKept()) {
            throw Permissions.refused(
                    "The tag %s is restricted or used by models, so that Darktrace keeps it.".formatted(tag.name()));
        }
        ObjectNode outputs = JsonNodeFactory.instance
                .objectNode()
                .put("tagId", tag.tid())
                .put("name", tag.name())
                .put("deleted", true);
        return Deletion.settled(api.delete(tag.tid()), api.tag(tag.tid()).map(answer -> true))
                .thenReturn(CommandResult.of("Darktrace Tag " + tag.tid() + " deleted", outputs));
    }
}
