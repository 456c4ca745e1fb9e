package soar.darktrace.feature.tag;

import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import jakarta.validation.constraints.Positive;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Tag;
import soar.darktrace.api.TagApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-get-tags-for-device",
        description = "Returns the tags of a device.",
        context = "Darktrace.Device",
        key = "deviceId")
@Output(path = "deviceId", type = NUMBER, description = "Darktrace device ID.")
@Output(path = "tags", type = LIST, description = "List of the tags of the device.")
@Output(path = "tags.tagId", type = NUMBER, description = "ID of the tag.")
@Output(path = "tags.tagName", type = STRING, description = "Name of the tag.")
@Output(path = "tags.tagDescription", type = STRING, description = "What the tag is for.")
@Output(path = "tags.expiry", type = DATE, description = "When the device loses the tag, UTC, where it does.")
class GetTagsForDevice implements DarktraceCommand<GetTagsForDevice.Arguments> {

    record Arguments(
            @Argument(value = "Darktrace device ID.", aliases = "deviceId") @Positive
            long did) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return darktrace
                .api(TagApi.class)
                .tagsOf(arguments.did())
                .map(answer -> result(arguments.did(), Tag.in(answer)));
    }

    private static CommandResult result(long did, Stream<Tag> tags) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode().put("deviceId", did);
        ArrayNode shown = outputs.putArray("tags");
        tags.map(Tag::outputs).forEach(tag -> {
            ObjectNode assigned = shown.addObject();
            set(assigned, "tagId", tag.path("tagId"));
            set(assigned, "tagName", tag.path("name"));
            set(assigned, "tagDescription", tag.path("description"));
            set(assigned, "expiry", tag.path("expiry"));
        });
        return CommandResult.of("Device Tag Response for device: " + did + " ", outputs)
                .showing(shown, "tagId", "tagName");
    }

    private static void set(ObjectNode outputs, String name, JsonNode value) {
        if (!value.isMissingNode()) {
            outputs.set(name, value);
        }
    }
}
