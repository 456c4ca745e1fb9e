package soar.darktrace.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    /** The command of a war-room line. */
    public static CommandRequest of(WarRoomLine line) {
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        line.arguments().forEach((name, value) -> arguments.put(name, StringNode.valueOf(value)));
        return new CommandRequest(line.command(), arguments, line.instance(), null);
    }
}
