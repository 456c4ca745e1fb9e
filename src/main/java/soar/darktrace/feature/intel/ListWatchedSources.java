package soar.darktrace.feature.intel;

import static soar.darktrace.command.OutputType.STRING;

import reactor.core.publisher.Mono;
import soar.darktrace.api.IntelApi;
import soar.darktrace.client.AnswerShare;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.FirstEntries;
import soar.darktrace.command.Output;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "darktrace-list-watched-sources",
        description =
                "Lists the sources of watched endpoints, each a list of its own. One that was emptied is still listed.",
        context = "Darktrace.WatchedSource",
        key = "name")
@Output(path = "name", type = STRING, description = "Name of the source.")
class ListWatchedSources implements DarktraceCommand<ListWatchedSources.Arguments> {

    record Arguments() {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        int most = darktrace.settings().limits().maxEntries();
        return Mono.deferContextual(context -> darktrace
                .api(IntelApi.class)
                .sources()
                .filter(JsonNode::isString)
                .collect(
                        () -> new FirstEntries(most, most, AnswerShare.in(context)),
                        (entries, name) -> entries.add(
                                JsonNodeFactory.instance.objectNode().set("name", name)))
                .map(entries -> entries.entries("sources").titled("Darktrace Watched Sources")));
    }
}
