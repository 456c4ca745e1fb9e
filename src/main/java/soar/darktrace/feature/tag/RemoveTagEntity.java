package soar.darktrace.feature.tag;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import soar.darktrace.api.TagApi;
import soar.darktrace.api.TagEntity;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Output;
import soar.darktrace.command.Plan;
import soar.darktrace.command.PlannedCommand;
import soar.darktrace.policy.TagRules;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "darktrace-remove-tag-entity",
        description =
                "Takes a tag off a device or credential, by the ID of the assignment that darktrace-list-tag-entities"
                        + " shows. Where RESPOND acts on the tag, this is an act of RESPOND.",
        context = "Darktrace.Tag.Entity",
        key = "entityId",
        effect = Effect.CHANGES)
@Output(path = "entityId", type = NUMBER, description = "ID of the assignment (teid).")
@Output(path = "tagId", type = NUMBER, description = "ID of the tag.")
@Output(path = "entityType", type = STRING, description = "Device or Credential.")
@Output(path = "entityValue", type = STRING, description = "Device ID as text, or the credential.")
@Output(path = "removed", type = BOOLEAN, description = "Whether the assignment is gone.")
class RemoveTagEntity implements PlannedCommand<RemoveTagEntity.Arguments> {

    record Arguments(
            @Argument("ID of the tag.") @Positive long tagId,

            @Argument("ID of the assignment (teid).") @Positive
            long entityId) {}

    private final TagRules rules;

    RemoveTagEntity(TagRules rules) {
        this.rules = rules;
    }

    @Override
    public Mono<Plan> plan(Arguments arguments, DarktraceInstance darktrace) {
        TagApi api = darktrace.api(TagApi.class);
        return TagLookup.withId(api, arguments.tagId())
                .flatMap(tag -> entity(api, arguments)
                        .flatMap(entity -> EntityType.of(entity)
                                .required(rules, darktrace, tag.name(), List.of(entity.value()))
                                .thenReturn(new Plan(
                                        rules.effectOfTag(darktrace, tag.name()), work(api, arguments, entity)))));
    }

    private static Mono<TagEntity> entity(TagApi api, Arguments arguments) {
        return find(api, arguments)
                .map(found -> found.orElseThrow(() -> new DarktraceException(
                        Kind.NOT_FOUND,
                        "Nothing has the tag %s by an assignment %s. See darktrace-list-tag-entities."
                                .formatted(arguments.tagId(), arguments.entityId()))));
    }

    private static Mono<Optional<TagEntity>> find(TagApi api, Arguments arguments) {
        return api.entities(arguments.tagId())
                .map(answer -> TagEntity.in(answer).stream()
                        .filter(entity -> entity.teid() == arguments.entityId())
                        .findFirst());
    }

    private static Mono<CommandResult> work(TagApi api, Arguments arguments, TagEntity entity) {
        return Deletion.settled(
                        api.removeEntity(arguments.tagId(), arguments.entityId()),
                        find(api, arguments).map(Optional::isPresent))
                .thenReturn(CommandResult.of(
                        "Darktrace Tag " + arguments.tagId() + " Entity " + arguments.entityId() + " removed",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("entityId", entity.teid())
                                .put("tagId", arguments.tagId())
                                .put("entityType", EntityType.of(entity).toString())
                                .put("entityValue", entity.value())
                                .put("removed", true)));
    }
}
