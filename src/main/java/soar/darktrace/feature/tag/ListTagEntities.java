package soar.darktrace.feature.tag;

import jakarta.validation.constraints.Positive;
import reactor.core.publisher.Mono;
import soar.darktrace.api.TagApi;
import soar.darktrace.api.TagEntity;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Entries;

@Command(
        name = "darktrace-list-tag-entities",
        description = "Lists the devices and credentials that have a tag.",
        context = "Darktrace.Tag.Entity",
        key = "entityId")
@EntityOutputs
class ListTagEntities implements DarktraceCommand<ListTagEntities.Arguments> {

    record Arguments(@Argument("ID of the tag.") @Positive long tagId) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        int most = darktrace.settings().limits().maxEntries();
        return darktrace
                .api(TagApi.class)
                .entities(arguments.tagId())
                .map(answer -> Entries.of(TagEntity.in(answer).stream().map(TagEntity::outputs), "entities", most, most)
                        .titled("Darktrace Tag " + arguments.tagId() + " Entities"));
    }
}
