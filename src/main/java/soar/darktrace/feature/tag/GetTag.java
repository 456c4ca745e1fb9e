package soar.darktrace.feature.tag;

import jakarta.validation.constraints.Positive;
import reactor.core.publisher.Mono;
import soar.darktrace.api.TagApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;

@Command(name = "darktrace-get-tag", description = "Returns a tag by its ID.", context = "Darktrace.Tag", key = "tagId")
@TagOutputs
class GetTag implements DarktraceCommand<GetTag.Arguments> {

    record Arguments(@Argument("ID of the tag.") @Positive long tagId) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return TagLookup.withId(darktrace.api(TagApi.class), arguments.tagId())
                .map(tag -> CommandResult.of("Darktrace Tag " + arguments.tagId(), tag.outputs()));
    }
}
