package soar.darktrace.feature.tag;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import jakarta.validation.constraints.Positive;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Tag;
import soar.darktrace.api.TagApi;
import soar.darktrace.api.TagEntity;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Output;
import soar.darktrace.command.Plan;
import soar.darktrace.command.PlannedCommand;
import soar.darktrace.policy.Permission;
import soar.darktrace.policy.Permissions;
import soar.darktrace.policy.TagRules;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-delete-tag",
        description = "Deletes a tag, by its ID or its name, from Darktrace and from everything that has it.",
        context = "Darktrace.Tag",
        key = "tagId",
        effect = Effect.CHANGES)
@Output(path = "tagId", type = NUMBER, description = "ID of the tag.")
@Output(path = "name", type = STRING, description = "Name of the tag.")
@Output(path = "deleted", type = BOOLEAN, description = "Whether the tag is gone.")
class DeleteTag implements PlannedCommand<DeleteTag.Arguments> {

    record Arguments(
            @Argument("ID of the tag. This or tag_name is needed.") @Positive @Nullable
            Long tagId,

            @Argument("Name of the tag.") @Nullable String tagName) {}

    private final Permissions permissions;
    private final TagRules rules;

    DeleteTag(Permissions permissions, TagRules rules) {
        this.permissions = permissions;
        this.rules = rules;
    }

    @Override
    public Mono<Plan> plan(Arguments arguments, DarktraceInstance darktrace) {
        permissions.require(darktrace, Permission.DELETE_TAGS);
        TagApi api = darktrace.api(TagApi.class);
        return named(api, arguments)
                .flatMap(tag -> required(api, tag, darktrace)
                        .thenReturn(
                                new Plan(rules.effectOfTag(darktrace, tag.name()), Mono.defer(() -> work(api, tag)))));
    }

    /** All that have a tag on which RESPOND acts lose it: none of them may be protected, as where it is taken off. */
    private Mono<Void> required(TagApi api, Tag tag, DarktraceInstance darktrace) {
        Mono<Void> policy = rules.requireTagging(darktrace, tag.name(), List.of());
        if (rules.effectOfTag(darktrace, tag.name()) != Effect.CONTAINS || !rules.isAnyProtected(darktrace)) {
            return policy;
        }
        return policy.thenMany(Flux.defer(() -> api.entities(tag.tid()).flatMapIterable(TagEntity::in)))
                .concatMap(
                        entity -> EntityType.of(entity).required(rules, darktrace, tag.name(), List.of(entity.value())))
                .then();
    }

    private static Mono<Tag> named(TagApi api, Arguments arguments) {
        Long id = arguments.tagId();
        String name = arguments.tagName();
        if ((id == null) == (name == null)) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT, "tag_id", "darktrace-delete-tag needs tag_id or tag_name, and not both.");
        }
        return id != null ? TagLookup.withId(api, id) : TagLookup.named(api, String.valueOf(name));
    }

    private static Mono<CommandResult> work(TagApi api, Tag tag) {
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
