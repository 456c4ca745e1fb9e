package soar.darktrace.feature.email;

import static soar.darktrace.command.OutputType.STRING;

import reactor.core.publisher.Mono;
import soar.darktrace.api.EmailApi;
import soar.darktrace.api.EmailTags;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Entries;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-email-list-tags",
        description = "Lists the tags of Darktrace/EMAIL. Never tried on an appliance.",
        context = "Darktrace.EmailTag",
        key = "tag_id")
@Output(path = "tag_id", type = STRING, description = "ID of the tag.")
@Output(path = "name", type = STRING, description = "Name of the tag.")
@Output(path = "description", type = STRING, description = "What emails with the tag are like.")
@Output(path = "status", type = STRING, description = "How grave it is: critical, warn or info.")
@Output(path = "readable_status", type = STRING, description = "The same, as Darktrace shows it.")
@Output(path = "category", type = STRING, description = "What the tag is about, such as Content.")
@Columns({"tag_id", "name", "status", "category", "description"})
class ListEmailTags implements DarktraceCommand<ListEmailTags.Arguments> {

    record Arguments() {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        int most = darktrace.settings().limits().maxEntries();
        return darktrace
                .api(EmailApi.class)
                .tags()
                .onErrorMap(DarktraceException.class, EmailApi::explained)
                .map(answer ->
                        Entries.of(EmailTags.all(answer), "tags", most, most).titled("Darktrace Email Tags"));
    }
}
