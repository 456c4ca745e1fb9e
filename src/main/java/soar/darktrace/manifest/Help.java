package soar.darktrace.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandCatalogue;
import soar.darktrace.command.CommandHelp;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.ServiceCommand;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "help",
        description = "Lists the commands, or shows one command's arguments and outputs, with an example.",
        context = "")
@Columns({"family", "command", "effect", "name", "kind", "description"})
class Help implements ServiceCommand<Help.Arguments> {

    record Arguments(
            @Argument("Name of the command to show, such as darktrace-get-breach; in a war room, help"
                    + " darktrace-get-breach will do. All commands are listed if not given.")
            @Nullable
            String command) {}

    /** It is one of the commands in it. */
    private final ObjectProvider<CommandCatalogue> catalogue;

    Help(ObjectProvider<CommandCatalogue> catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments) {
        return Mono.deferContextual(context -> {
            List<CommandSpec> commands = catalogue.getObject().specs(Caller.in(context));
            return Mono.just(
                    arguments.command() == null
                            ? list(commands)
                            : details(
                                    CommandHelp.of(commands, arguments.command().strip())));
        });
    }

    private static CommandResult list(List<CommandSpec> commands) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (CommandSpec command : CommandSpec.byFamily(commands)) {
            rows.addObject()
                    .put("family", command.family().title())
                    .put("command", command.name())
                    .put("effect", command.effect().toString())
                    .put("description", command.summary());
        }
        return CommandResult.of("Commands; help darktrace-get-breach shows one of them", rows);
    }

    private static CommandResult details(CommandHelp help) {
        CommandSpec command = help.command();
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        row(rows, "!" + help.example(), "example", help.warning());
        command.arguments()
                .forEach(argument ->
                        row(rows, argument.name(), "argument: " + CommandHelp.facts(argument), argument.description()));
        command.outputs()
                .forEach(output ->
                        row(rows, output.path(), "output: " + output.type().xsoarName(), output.description()));
        return CommandResult.of(help.names() + ": " + command.description(), rows);
    }

    private static ObjectNode row(ArrayNode rows, String name, String kind, String description) {
        return rows.addObject().put("name", name).put("kind", kind).put("description", description);
    }
}
