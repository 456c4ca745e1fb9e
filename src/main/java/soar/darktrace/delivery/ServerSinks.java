package soar.darktrace.delivery;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;

/** The sinks for commands, which run on a terminal too, where there are none. */
@Component
class ServerSinks {

    private final ObjectProvider<Outbox> outbox;
    private final ObjectProvider<SinkStateTable> states;

    ServerSinks(ObjectProvider<Outbox> outbox, ObjectProvider<SinkStateTable> states) {
        this.outbox = outbox;
        this.states = states;
    }

    SinkStateTable states() {
        requireServer();
        return states.getObject();
    }

    /** All of the configuration, by name. */
    List<Sink> all() {
        return requireServer().all().stream().map(SinkDelivery::sink).toList();
    }

    /** Refuses by the argument {@code sink} where no sink has the name. */
    Sink named(String name) {
        Outbox running = requireServer();
        return running.find(name)
                .map(SinkDelivery::sink)
                .orElseThrow(() -> new CommandException(
                        Reason.INVALID_ARGUMENT,
                        "sink",
                        "No sink is named " + name
                                + (running.names().isEmpty()
                                        ? "; none is configured."
                                        : "; known: " + String.join(", ", running.names()) + ".")));
    }

    private Outbox requireServer() {
        Outbox running = outbox.getIfAvailable();
        if (running == null) {
            throw CommandException.onlyInServer("the sinks");
        }
        return running;
    }
}
