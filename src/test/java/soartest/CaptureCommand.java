package soartest;

import static soar.darktrace.command.OutputType.BOOLEAN;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.ContextEntry;
import soar.darktrace.command.ContextEntry.Standard;
import soar.darktrace.command.Output;
import soar.darktrace.command.Poll;
import soar.darktrace.command.ResultFile;
import soar.darktrace.command.ServiceCommand;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A command with everything that a result may carry. */
@Command(
        name = "darktrace-test-capture",
        description = "Returns a file once it is ready.",
        context = "Darktrace.TestCapture",
        file = true,
        polls = true)
@Output(path = "ready", type = BOOLEAN, description = "Whether the file is ready.")
public class CaptureCommand implements ServiceCommand<CaptureCommand.Arguments> {

    public static final int CHUNK = 1 << 20;

    /** How many chunks were asked for, since the class was loaded. */
    public static final AtomicInteger PRODUCED = new AtomicInteger();

    record Arguments(
            @Argument("How many chunks the file has; none yet if not given.") @Nullable
            Long chunks,

            @Argument("How many chunks come before Darktrace fails; it does not if not given.") @Nullable
            Long intact) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode().put("ready", arguments.chunks() != null);
        CommandResult result = CommandResult.of("Capture", outputs);
        if (arguments.chunks() == null) {
            return Mono.just(result.unfinished(
                    new Poll(3, JsonNodeFactory.instance.objectNode().put("chunks", 2))));
        }
        Flux<DataBuffer> whole = Flux.range(0, arguments.chunks().intValue()).map(CaptureCommand::chunk);
        Flux<DataBuffer> body = arguments.intact() == null
                ? whole
                : whole.take(arguments.intact())
                        .concatWith(Flux.error(new DarktraceException(Kind.UNAVAILABLE, "Darktrace broke off.")));
        return Mono.just(result.attaching(new ResultFile("capture ü.pcap", "application/vnd.tcpdump.pcap", body))
                .adding(List.of(
                        new ContextEntry(Standard.IP, object("Address", "198.51.100.7")),
                        new ContextEntry(Standard.DBOT_SCORE, object("Indicator", "198.51.100.7")))));
    }

    private static DataBuffer chunk(int number) {
        PRODUCED.incrementAndGet();
        byte[] bytes = new byte[CHUNK];
        bytes[0] = (byte) number;
        return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
    }

    private static ObjectNode object(String member, String text) {
        return JsonNodeFactory.instance.objectNode().put(member, text);
    }
}
