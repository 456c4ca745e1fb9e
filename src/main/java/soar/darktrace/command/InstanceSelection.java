package soar.darktrace.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import soar.darktrace.access.AccessException;
import soar.darktrace.access.Caller;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceInstances;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.failure.Nearest;

/** Finds the instance that a request means: one that is configured here, or one that it brings along. */
@Component
public class InstanceSelection {

    private final DarktraceInstances configured;
    private final RequestInstances brought;

    InstanceSelection(DarktraceInstances configured, RequestInstances brought) {
        this.configured = configured;
        this.brought = brought;
    }

    /**
     * The instance to ask; failures are {@link CommandException}.
     *
     * @param name of a configured instance; may be left out where there is only one
     * @param parameters of an instance that is not configured here
     * @param caller whoever asks, who learns only of instances that it may use
     */
    public DarktraceInstance select(@Nullable String name, @Nullable InstanceParameters parameters, Caller caller) {
        boolean isNamed = name != null && !name.isBlank();
        if (parameters != null) {
            if (isNamed) {
                throw new CommandException(
                        Reason.INVALID_REQUEST,
                        "Give either instance, the name of one that is configured here, or params, but not both.");
            }
            return brought.find(parameters);
        }
        return isNamed && name != null ? named(name.strip(), caller) : theOnlyOne(caller);
    }

    private DarktraceInstance named(String name, Caller caller) {
        requireAny();
        return configured
                .find(name)
                .orElseThrow(() -> new CommandException(
                        Reason.UNKNOWN_INSTANCE,
                        "No instance is named " + name + Nearest.sentence(name, names(caller))));
    }

    private DarktraceInstance theOnlyOne(Caller caller) {
        requireAny();
        List<String> names = names(caller);
        if (names.isEmpty()) {
            throw AccessException.forbidden(caller.id() + " may use none of the instances that are configured here.");
        }
        if (names.size() > 1) {
            throw new CommandException(
                    Reason.INVALID_REQUEST, "Name the instance to ask; known: " + String.join(", ", names) + ".");
        }
        return configured.find(names.get(0)).orElseThrow();
    }

    private List<String> names(Caller caller) {
        return configured.names().stream().filter(caller::mayUse).toList();
    }

    private void requireAny() {
        if (configured.names().isEmpty()) {
            throw new CommandException(
                    Reason.UNKNOWN_INSTANCE,
                    "No instance is configured: set darktrace.instances.<name>.url and its two tokens (README).");
        }
    }
}
