package soar.darktrace.feature.tag;

import jakarta.validation.constraints.Positive;
import java.util.Optional;
import reactor.core.publisher.Mono;
import soar.darktrace.api.TagApi;
import soar.darktrace.api.TagEntity;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.Argument;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.node.JsonNodeFactory;

/** An assignment of a tag to remove. */
record EntityRemoval(
        @Argument("ID of the tag.") @Positive long tagId,

        @Argument("ID of the assignment (teid).") @Positive long entityId) {

    /** The assignment as it is; {@code not_found} where there is none. */
    Mono<TagEntity> entity(TagApi api) {
        return find(api)
                .map(found -> found.orElseThrow(() -> new DarktraceException(
                        Kind.NOT_FOUND,
                        "Nothing has the tag %s by an assignment %s. See darktrace-list-tag-entities."
                                .formatted(tagId, entityId))));
    }

    private Mono<Optional<TagEntity>> find(TagApi api) {
        return api.entities(tagId)
                .map(answer -> TagEntity.in(answer).stream()
                        .filter(entity -> entity.teid() == entityId)
                        .findFirst());
    }

    Mono<CommandResult> work(TagApi api, TagEntity entity) {
        return Deletion.settled(api.removeEntity(tagId, entityId), find(api).map(Optional::isPresent))
                .thenReturn(CommandResult.of(
                        "Darktrace Tag " + tagId + " Entity " + entityId + " removed",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("entityId", entity.teid())
                                .put("tagId", tagId)
                                .put("entityType", EntityType.of(entity).toString())
                                .put("entityValue", entity.value())
                                .put("removed", true)));
    }
}
