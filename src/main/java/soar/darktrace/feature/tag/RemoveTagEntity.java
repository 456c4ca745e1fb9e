package soar.darktrace.feature.tag;

import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.TagApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Command;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Plan;
import soar.darktrace.command.PlannedCommand;
import soar.darktrace.policy.TagRules;

@Command(
        name = "darktrace-remove-tag-entity",
        description =
                "Takes a tag off a device or credential, by the ID of the assignment that darktrace-list-tag-entities"
                        + " shows. Where RESPOND acts on the tag, this is an act of RESPOND.",
        context = "Darktrace.Tag.Entity",
        key = "entityId",
        effect = Effect.CHANGES)
@RemovedEntityOutputs
class RemoveTagEntity implements PlannedCommand<EntityRemoval> {

    private final TagRules rules;

    RemoveTagEntity(TagRules rules) {
        this.rules = rules;
    }

    @Override
    public Mono<Plan> plan(EntityRemoval removal, DarktraceInstance darktrace) {
        TagApi api = darktrace.api(TagApi.class);
        return TagLookup.withId(api, removal.tagId())
                .flatMap(tag -> removal.entity(api)
                        .flatMap(entity -> EntityType.of(entity)
                                .required(rules, darktrace, tag.name(), List.of(entity.value()))
                                .thenReturn(new Plan(
                                        rules.effectOfTag(darktrace, tag.name()), removal.work(api, entity)))));
    }
}
