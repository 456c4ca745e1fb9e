package soar.darktrace.feature.model;

import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.STRING;

import java.util.Locale;
import reactor.core.publisher.Mono;
import soar.darktrace.api.ModelApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-get-enums",
        description = "Returns the codes that Darktrace uses for something, such as countries, with their names.",
        context = "Darktrace.Enum",
        key = "type")
@Output(path = "type", type = STRING, description = "What the codes are for, as Darktrace labels it.")
@Output(path = "values", type = LIST, description = "List of the codes and their names.")
@Output(path = "values.code", type = STRING, description = "A code.")
@Output(path = "values.name", type = STRING, description = "Its name.")
class GetEnums implements DarktraceCommand<GetEnums.Arguments> {

    record Arguments(
            @Argument(
                    "What the codes are for, in Darktrace's lower case: country, protocol, sourcedevicetypes and others.")
            String type) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        String type = arguments.type().strip().toLowerCase(Locale.ROOT);
        return darktrace
                .api(ModelApi.class)
                .enums(type)
                .map(DarktraceAnswer::object)
                .map(answer -> new Enums(type, answer).result());
    }
}
