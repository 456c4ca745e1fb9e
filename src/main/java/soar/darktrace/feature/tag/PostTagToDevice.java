package soar.darktrace.feature.tag;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
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
        name = "darktrace-post-tag-to-device",
        description =
                "Puts a tag on one or several devices. A tag that RESPOND acts on contains them: then this is an act of RESPOND, with its role and its policy.",
        context = "Darktrace.Device",
        key = "deviceId",
        effect = Effect.CHANGES)
@AssignmentOutputs
class PostTagToDevice implements PlannedCommand<PostTagToDevice.Arguments> {

    private static final EachItem EACH = new EachItem("deviceId", "Device");

    record Arguments(
            @Argument(value = "Darktrace device ID, or a list of them.", aliases = "deviceId") @NotEmpty
            List<@Positive Long> did,

            @Argument(value = "Name of the tag.", aliases = "tagName")
            String tagName,

            @Argument("How long the devices have the tag: seconds, or a time such as 10 minutes. Without it, for good.")
            @DurationMin(seconds = 1, message = "must be at least one second")
            @Nullable
            Duration duration) {}

    private final TagRules rules;

    PostTagToDevice(TagRules rules) {
        this.rules = rules;
    }

    @Override
    public Mono<Plan> plan(Arguments arguments, DarktraceInstance darktrace) {
        TagApi api = darktrace.api(TagApi.class);
        return TagLookup.named(api, arguments.tagName())
                .flatMap(tag -> new TouchedTags(rules, darktrace, tag)
                        .required(
                                EntityType.DEVICE,
                                arguments.did().stream().map(String::valueOf).toList())
                        .map(effect -> new Plan(effect, work(arguments, api, tag))));
    }

    @Override
    public Optional<Effect> leastEffect(Arguments arguments, DarktraceInstance darktrace) {
        return Optional.of(rules.allowedEffectOfTag(darktrace, arguments.tagName()));
    }

    private static Mono<CommandResult> work(Arguments arguments, TagApi api, Tag tag) {
        return EACH.forEach(
                arguments.did(),
                did -> "Device Tag Response ",
                did -> new Assignment(api, tag, did, true)
                        .settled(api.assign(did, tag.name(), seconds(arguments.duration()))));
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : (Long) duration.toSeconds();
    }
}
