package soar.darktrace.respond;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.respond.RespondApi.BlockedConnection;
import tools.jackson.databind.JsonNode;

/** Reads the connections to block, as objects or as {@code src>dst:port}. */
final class BlockedConnections {

    /** The port of an IPv6 address stands behind brackets: {@code [2001:db8::1]:443}. */
    private static final Pattern WRITTEN = Pattern.compile(
            "\\s*(?<src>[^>\\s]+)\\s*>\\s*(?:\\[(?<dst6>[^]]+)]|(?<dst>[^>\\s\\[\\]:]+|[^>\\s\\[\\]]*:[^>\\s\\[\\]]*:[^>\\s\\[\\]]*))"
                    + "(?::(?<port>[0-9]{1,5}))?\\s*");

    private BlockedConnections() {}

    static List<BlockedConnection> of(String action, List<JsonNode> given) {
        if (action.equals("connection") == given.isEmpty()) {
            throw invalid(
                    given.isEmpty()
                            ? "The action connection needs connections: what to block, such as 10.0.0.1>198.51.100.7:443."
                            : "connections go with the action connection only, not with " + action + ".");
        }
        return given.stream()
                .map(connection -> connection.isObject() ? object(connection) : written(connection.asString("")))
                .toList();
    }

    private static BlockedConnection object(JsonNode connection) {
        return connection(
                connection.path("src").asString(""),
                connection.path("dst").asString(""),
                connection.path("port").asString(null));
    }

    private static BlockedConnection written(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            throw invalid("'" + text + "' is no connection: write src>dst or src>dst:port.");
        }
        String dst = parts.group("dst6") == null ? parts.group("dst") : parts.group("dst6");
        return connection(parts.group("src"), dst, parts.group("port"));
    }

    private static BlockedConnection connection(String src, String dst, @Nullable String port) {
        if (src.isBlank() || dst.isBlank()) {
            throw invalid("Each connection needs src and dst: an IP address or a hostname.");
        }
        return new BlockedConnection(src, dst, port == null ? null : port(port));
    }

    private static Integer port(String text) {
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535) {
            throw invalid("The port of a connection is a number from 1 to 65535, not " + text + ".");
        }
        return port;
    }

    private static CommandException invalid(String sentence) {
        return new CommandException(Reason.INVALID_ARGUMENT, "connections", sentence);
    }
}
