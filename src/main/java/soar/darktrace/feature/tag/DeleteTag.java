package soar.darktrace.feature.tag;

import java.util.Optional;
import reactor.core.publisher.Mono;
import soar.darktrace.api.TagApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Command;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Plan;
import soar.darktrace.command.PlannedCommand;
import soar.darktrace.policy.Permission;
import soar.darktrace.policy.Permissions;
import soar.darktrace.policy.TagRules;

@Command(
        name = "darktrace-delete-tag",
        description = "Deletes a tag, by its ID or its name, from Darktrace and from everything that has it.",
        context = "Darktrace.Tag",
        key = "tagId",
        effect = Effect.CHANGES)
@DeletedTagOutputs
class DeleteTag implements PlannedCommand<TagChoice> {

    private final Permissions permissions;
    private final TagRules rules;

    DeleteTag(Permissions permissions, TagRules rules) {
        this.permissions = permissions;
        this.rules = rules;
    }

    @Override
    public Mono<Plan> plan(TagChoice choice, DarktraceInstance darktrace) {
        permissions.require(darktrace, Permission.DELETE_TAGS);
        TagApi api = darktrace.api(TagApi.class);
        return choice.in(api)
                .map(tag -> new TagDeletion(api, tag))
                .flatMap(deletion -> deletion.required(rules, darktrace)
                        .thenReturn(new Plan(
                                rules.effectOfTag(darktrace, deletion.tag().name()), Mono.defer(deletion::settled))));
    }

    @Override
    public Optional<Effect> leastEffect(TagChoice choice, DarktraceInstance darktrace) {
        return Optional.ofNullable(choice.tagName()).map(name -> rules.effectOfTag(darktrace, name));
    }
}
