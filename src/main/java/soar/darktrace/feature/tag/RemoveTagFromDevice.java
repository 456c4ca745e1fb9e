package soar.darktrace.feature.tag;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Tag;
import soar.darktrace.api.TagApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.EachItem;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Plan;
import soar.darktrace.command.PlannedCommand;
import soar.darktrace.policy.TagRules;

@Command(
        name = "darktrace-remove-tag-from-device",
        description =
                "Takes a tag off one or several devices. Where RESPOND acts on the tag, this is an act of RESPOND.",
        context = "Darktrace.Device",
        key = "deviceId",
        effect = Effect.CHANGES)
@AssignmentOutputs
class RemoveTagFromDevice implements PlannedCommand<RemoveTagFromDevice.Arguments> {

    private static final EachItem EACH = new EachItem("deviceId", "Device");

    record Arguments(
            @Argument(value = "Darktrace device ID, or a list of them.", aliases = "deviceId") @NotEmpty
            List<@Positive Long> did,

            @Argument(value = "Name of the tag.", aliases = "tagName")
            String tagName) {}

    private final TagRules rules;

    RemoveTagFromDevice(TagRules rules) {
        this.rules = rules;
    }

    @Override
    public Mono<Plan> plan(Arguments arguments, DarktraceInstance darktrace) {
        TagApi api = darktrace.api(TagApi.class);
        return TagLookup.named(api, arguments.tagName())
                .flatMap(tag -> rules.requireTagging(darktrace, tag.name(), arguments.did())
                        .thenReturn(new Plan(rules.effectOfTag(darktrace, tag.name()), work(arguments, api, tag))));
    }

    @Override
    public Optional<Effect> leastEffect(Arguments arguments, DarktraceInstance darktrace) {
        return Optional.of(rules.allowedEffectOfTag(darktrace, arguments.tagName()));
    }

    private static Mono<CommandResult> work(Arguments arguments, TagApi api, Tag tag) {
        return EACH.forEach(
                arguments.did(),
                did -> "Device Tag Response ",
                did -> new Assignment(api, tag, did, false).settled(api.remove(did, tag.name())));
    }
}
