package soar.darktrace.delivery;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.STRING;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandHandler;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.Output;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "darktrace-resume-delivery",
        description =
                "Lets a parked sink try again, from the first incident that it has not taken. Changes the state of"
                        + " this service only.",
        context = "Darktrace.Sink",
        key = "sink")
@Output(path = "sink", type = STRING, description = "Name of the sink.")
@Output(path = "resumed", type = BOOLEAN, description = "Whether it was parked, and goes on now.")
class ResumeDelivery implements CommandHandler<ResumeDelivery.Arguments> {

    record Arguments(
            @Argument("Name of the sink in the configuration.")
            String sink) {}

    private final ObjectProvider<Outbox> outbox;
    private final ObjectProvider<SinkStates> states;

    ResumeDelivery(ObjectProvider<Outbox> outbox, ObjectProvider<SinkStates> states) {
        this.outbox = outbox;
        this.states = states;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        Outbox running = outbox.getIfAvailable();
        if (running == null) {
            throw new CommandException(
                    Reason.REFUSED_BY_POLICY,
                    "This command runs in the server, which has the sinks: send it with POST"
                            + " /api/v1/commands/darktrace-resume-delivery.");
        }
        if (running.find(arguments.sink()).isEmpty()) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT,
                    "sink",
                    "No sink is named " + arguments.sink()
                            + (running.names().isEmpty()
                                    ? "; none is configured."
                                    : "; there are " + String.join(", ", running.names()) + "."));
        }
        return states.getObject().resume(arguments.sink()).map(resumed -> result(arguments.sink(), resumed));
    }

    private static CommandResult result(String sink, boolean resumed) {
        CommandResult result = CommandResult.of(
                "Sink " + sink,
                JsonNodeFactory.instance.objectNode().put("sink", sink).put("resumed", resumed));
        return resumed ? result : result.warning(List.of("Sink " + sink + " was not parked; nothing was changed."));
    }
}
