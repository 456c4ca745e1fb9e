package soar.darktrace.feature.tag;

import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import reactor.core.publisher.Mono;
import soar.darktrace.api.TagApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Entries;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-get-tagged-devices",
        description = "Returns the devices that have a tag.",
        context = "Darktrace.Device",
        key = "deviceId")
@Output(path = "deviceId", type = NUMBER, description = "Darktrace device ID.")
@Output(path = "hostname", type = STRING, description = "Hostname of the device.")
@Output(path = "label", type = STRING, description = "Label of the device.")
@Output(path = "credentials", type = LIST, description = "List of the credentials that were seen on the device.")
@Output(path = "otherTags", type = LIST, description = "List of the names of the other tags of the device.")
@Columns({"deviceId", "hostname", "label", "otherTags"})
class GetTaggedDevices implements DarktraceCommand<GetTaggedDevices.Arguments> {

    record Arguments(
            @Argument(value = "Name of the tag.", aliases = "tagName")
            String tagName) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        int most = darktrace.settings().limits().maxEntries();
        return darktrace
                .api(TagApi.class)
                .tagged(arguments.tagName())
                .map(answer -> TaggedDevice.requireTag(answer, arguments.tagName()))
                .map(answer -> Entries.of(TaggedDevice.in(answer, arguments.tagName()), "devices", most, most)
                        .titled("Device Tag Response for device: " + arguments.tagName() + " "));
    }
}
