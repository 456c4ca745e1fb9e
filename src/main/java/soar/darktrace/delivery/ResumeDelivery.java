package soar.darktrace.delivery;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.STRING;

import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Output;
import soar.darktrace.command.ServiceCommand;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-resume-delivery",
        description =
                "Lets a parked sink try again, from the first incident that it has not taken. Changes the state of"
                        + " this service only.",
        context = "Darktrace.Sink",
        key = "sink",
        effect = Effect.ADMINISTERS)
@Output(path = "sink", type = STRING, description = "Name of the sink.")
@Output(path = "resumed", type = BOOLEAN, description = "Whether it was parked, and goes on now.")
@Output(path = "parked", type = BOOLEAN, description = "With dry_run: whether it is parked and would resume.")
class ResumeDelivery implements ServiceCommand<ResumeDelivery.Arguments> {

    record Arguments(
            @Argument("Name of the sink in the configuration.")
            String sink) {}

    private final ServerSinks sinks;

    ResumeDelivery(ServerSinks sinks) {
        this.sinks = sinks;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments) {
        SinkWatch watch = sinks.named(arguments.sink()).watch();
        return states(arguments.sink())
                .resume(arguments.sink())
                .doOnNext(resumed -> watch.forgetState())
                .map(resumed -> {
                    CommandResult result = CommandResult.of(
                            "Sink " + arguments.sink(), outputs(arguments).put("resumed", resumed));
                    return resumed
                            ? result
                            : result.warning(
                                    List.of("Sink " + arguments.sink() + " was not parked; nothing was changed."));
                });
    }

    @Override
    public Mono<CommandResult> rehearse(Arguments arguments) {
        return states(arguments.sink())
                .isParked(arguments.sink())
                .map(parked -> CommandResult.of(
                        "Dry run: sink " + arguments.sink() + (parked ? " would resume" : " is not parked"),
                        outputs(arguments).put("resumed", false).put("parked", parked)));
    }

    private static ObjectNode outputs(Arguments arguments) {
        return JsonNodeFactory.instance.objectNode().put("sink", arguments.sink());
    }

    private SinkStateTable states(String sink) {
        sinks.named(sink);
        return sinks.states();
    }
}
