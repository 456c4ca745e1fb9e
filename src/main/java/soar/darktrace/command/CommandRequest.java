package soar.darktrace.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.warroom.WarRoomLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * A command to run, whichever way it came in.
 *
 * @param arguments as the caller wrote them
 * @param instance the instance to ask; null where there is only one
 * @param params an instance that is not configured here, instead of a name; null for none
 */
public record CommandRequest(
        String command,
        Map<String, JsonNode> arguments,
        @Nullable String instance,
        @Nullable InstanceParameters params) {

    /** What XSOAR calls the argument that names the instance. */
    private static final String USING = "using";

    /** Takes the instance that is named among the arguments, as XSOAR has it, for the one to ask. */
    public CommandRequest {
        JsonNode using = arguments.get(USING);
        if (using != null && params == null && !using.isContainer()) {
            String named = using.asString("").strip();
            String given = instance == null ? "" : instance.strip();
            if (!given.isEmpty() && !named.isEmpty() && !named.equals(given)) {
                throw new CommandException(
                        Reason.INVALID_REQUEST, "Name one instance: instance and using are not the same.");
            }
            instance = named.isEmpty() ? instance : named;
            arguments = new LinkedHashMap<>(arguments);
            arguments.remove(USING);
        }
    }

    /** The command of a war-room line. */
    public static CommandRequest of(WarRoomLine line) {
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        line.arguments().forEach((name, value) -> arguments.put(name, StringNode.valueOf(value)));
        return new CommandRequest(line.command(), arguments, line.instance(), null);
    }
}
