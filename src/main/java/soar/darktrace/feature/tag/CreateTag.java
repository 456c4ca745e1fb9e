package soar.darktrace.feature.tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.TagApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;

@Command(
        name = "darktrace-create-tag",
        description = "Creates a tag.",
        context = "Darktrace.Tag",
        key = "tagId",
        effect = Effect.CHANGES)
@TagOutputs
class CreateTag implements DarktraceCommand<CreateTag.Arguments> {

    record Arguments(
            @Argument("Name of the tag. With Scope::Name, a device has one tag of the scope at most.")
            String name,

            @Argument("What the tag is for.") @Nullable String description,

            @Argument("Hue of the tag, 0 to 359.") @PositiveOrZero @Max(359) @Nullable
            Long color,

            @Argument("Who sees the tag.") @Nullable Visibility visibility) {}

    enum Visibility {
        PUBLIC;

        @Override
        public String toString() {
            return "Public";
        }
    }

    /** Darktrace's answer to a name that is taken is not documented, so that it is not asked. */
    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        TagApi api = darktrace.api(TagApi.class);
        NewTag tag = new NewTag(api, arguments.name().strip());
        return tag.requireFree()
                .then(Mono.defer(() -> tag.create(new TagApi.Data(
                        arguments.description(),
                        arguments.color(),
                        arguments.visibility() == null
                                ? null
                                : arguments.visibility().toString()))));
    }
}
