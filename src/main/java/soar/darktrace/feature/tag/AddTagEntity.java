package soar.darktrace.feature.tag;

import static soar.darktrace.command.OutputType.STRING;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.TagApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.EachItem;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Output;
import soar.darktrace.command.Plan;
import soar.darktrace.command.PlannedCommand;
import soar.darktrace.policy.TagRules;

@Command(
        name = "darktrace-add-tag-entity",
        description =
                "Puts a tag on devices or credentials, by the ID of the tag. Where RESPOND acts on the tag, this is an"
                        + " act of RESPOND, with its role and its policy.",
        context = "Darktrace.Tag.Entity",
        key = "entityId",
        effect = Effect.CHANGES)
@EntityOutputs
@Output(path = "error.code", type = STRING, description = "Why it failed for this one of several: the code.")
@Output(path = "error.detail", type = STRING, description = "The failure and its remedy.")
class AddTagEntity implements PlannedCommand<AddTagEntity.Arguments> {

    private static final EachItem EACH = new EachItem("entityValue", "Entity");

    record Arguments(
            @Argument("ID of the tag.") @Positive long tagId,

            @Argument("What gets the tag: Device or Credential.")
            EntityType entityType,

            @Argument("Device ID or credential, or a list of them.") @NotEmpty
            List<String> entityValue,

            @Argument("How long it has the tag: seconds, or a time such as 10 minutes. Without it, for good.")
            @DurationMin(seconds = 1, message = "must be at least one second")
            @Nullable
            Duration expiryDuration) {}

    private final TagRules rules;

    AddTagEntity(TagRules rules) {
        this.rules = rules;
    }

    @Override
    public Mono<Plan> plan(Arguments arguments, DarktraceInstance darktrace) {
        List<String> values = arguments.entityType().checked(arguments.entityValue());
        TagApi api = darktrace.api(TagApi.class);
        return TagLookup.withId(api, arguments.tagId())
                .flatMap(tag -> new TouchedTags(rules, darktrace, tag).required(arguments.entityType(), values))
                .map(effect -> new Plan(effect, work(arguments, values, api)));
    }

    private static Mono<CommandResult> work(Arguments arguments, List<String> values, TagApi api) {
        Duration time = arguments.expiryDuration();
        return EACH.forEach(
                values,
                value -> "Darktrace Tag " + arguments.tagId() + " Entity " + value,
                value -> new EntityChange(api, arguments.tagId(), arguments.entityType())
                        .add(value, time == null ? null : (Long) time.toSeconds()));
    }
}
