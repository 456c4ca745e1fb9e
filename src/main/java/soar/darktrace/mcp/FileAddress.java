package soar.darktrace.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import soar.darktrace.command.CommandRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The address of the file of a command: the command itself, so that nothing has to be remembered until it is read. */
record FileAddress(CommandRequest request) {

    static final String TEMPLATE = "darktrace://files/{command}/{request}";

    private static final Pattern FORM =
            Pattern.compile("darktrace://files/([A-Za-z0-9-]{1,80})/([A-Za-z0-9_-]{1,8000})");

    String text() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        ObjectNode arguments = json.putObject("args");
        request.arguments().forEach(arguments::set);
        if (request.instance() != null) {
            json.put("instance", request.instance());
        }
        return "darktrace://files/" + request.command() + "/"
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(json.toString().getBytes(UTF_8));
    }

    /** What {@link #text} wrote; empty for anything else. */
    static Optional<FileAddress> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(form.group(2)));
            Map<String, JsonNode> arguments = new LinkedHashMap<>();
            json.path("args").forEachEntry(arguments::put);
            JsonNode instance = json.path("instance");
            return Optional.of(new FileAddress(new CommandRequest(
                    form.group(1), arguments, instance.isString() ? instance.asString() : null, null)));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
