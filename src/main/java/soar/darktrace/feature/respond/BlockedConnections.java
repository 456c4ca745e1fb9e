package soar.darktrace.feature.respond;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import soar.darktrace.api.ActionKind;
import soar.darktrace.api.RespondApi.BlockedConnection;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import tools.jackson.databind.JsonNode;

/** Parses the connections to block, given as objects or as {@code src>dst:port}. */
final class BlockedConnections {

    private static final Set<String> FIELDS = Set.of("src", "dst", "port");

    private BlockedConnections() {}

    static List<BlockedConnection> of(ActionKind action, List<JsonNode> given) {
        if ((action == ActionKind.CONNECTION) == given.isEmpty()) {
            throw invalid(
                    given.isEmpty()
                            ? "The action connection needs connections: what to block, such as 10.0.0.1>198.51.100.7:443."
                            : "connections go with the action connection only, not with " + action + ".");
        }
        return given.stream()
                .map(connection -> connection.isObject() ? object(connection) : written(connection.asString("")))
                .toList();
    }

    /** Refuses unknown fields: a misspelt port would block all ports. */
    private static BlockedConnection object(JsonNode connection) {
        connection.propertyNames().stream()
                .filter(field -> !FIELDS.contains(field))
                .findFirst()
                .ifPresent(field -> {
                    throw invalid("A connection has src, dst and port, but no " + field + ".");
                });
        return connection(
                connection.path("src").asString(""),
                connection.path("dst").asString(""),
                connection.path("port").asString(null));
    }

    /** An IPv6 address with a port is written in brackets: {@code [2001:db8::1]:443}. */
    private static BlockedConnection written(String text) {
        int arrow = text.indexOf('>');
        if (arrow < 0 || text.indexOf('>', arrow + 1) >= 0) {
            throw invalid("'" + text + "' is no connection: write src>dst or src>dst:port.");
        }
        String src = text.substring(0, arrow).strip();
        String dst = text.substring(arrow + 1).strip();
        int bracket = dst.indexOf(']');
        if (dst.startsWith("[") && bracket > 0) {
            String rest = dst.substring(bracket + 1);
            return connection(src, dst.substring(1, bracket), rest.startsWith(":") ? rest.substring(1) : null);
        }
        int colon = dst.indexOf(':');
        boolean hasPort = colon >= 0 && dst.indexOf(':', colon + 1) < 0;
        return hasPort
                ? connection(src, dst.substring(0, colon), dst.substring(colon + 1))
                : connection(src, dst, null);
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
