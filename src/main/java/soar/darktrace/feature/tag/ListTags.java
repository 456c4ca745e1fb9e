package soar.darktrace.feature.tag;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Tag;
import soar.darktrace.api.TagApi;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Entries;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "darktrace-list-tags",
        description = "Lists all tags, or the one of a name.",
        context = "Darktrace.Tag",
        key = "tagId")
@TagOutputs
class ListTags implements DarktraceCommand<ListTags.Arguments> {

    record Arguments(@Argument("Name of the tag.") @Nullable String name) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        int most = darktrace.settings().limits().maxEntries();
        return darktrace
                .api(TagApi.class)
                .tags(arguments.name())
                .onErrorResume(
                        DarktraceException.class,
                        failure -> failure.kind() == Kind.NOT_FOUND && arguments.name() != null
                                ? Mono.just(JsonNodeFactory.instance.arrayNode())
                                : Mono.error(failure))
                .map(answer -> Entries.of(Tag.in(answer).map(Tag::outputs), "tags", most, most)
                        .titled("Darktrace Tags"));
    }
}
