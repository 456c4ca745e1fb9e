package soar.darktrace.manifest;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/**
 * A test case of a command that the command reference shows.
 *
 * @param args as a caller writes them
 * @param outputs what they give in the context
 * @param readableOutput what they give in the war room
 */
@JsonNaming(SnakeCaseStrategy.class)
record CommandExample(Map<String, JsonNode> args, JsonNode outputs, String readableOutput) {

    static CommandExample read(Path testCase) {
        return JsonMapper.shared().readValue(testCase, CommandExample.class);
    }

    /** The command as an analyst types it. */
    String warRoomLine(String command) {
        return "!" + command
                + args.entrySet().stream()
                        .map(argument -> " " + argument.getKey() + "=" + quoted(argument.getValue()))
                        .collect(Collectors.joining());
    }

    private static String quoted(JsonNode value) {
        String text = value.isContainer() ? value.toString() : value.asString();
        return text.matches("[^\\s\"'`]+")
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
