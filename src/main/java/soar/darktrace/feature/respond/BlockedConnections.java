package soar.darktrace.feature.respond;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import soar.darktrace.api.ActionKind;
import soar.darktrace.api.RespondApi.BlockedConnection;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import tools.jackson.databind.JsonNode;

/**
 * Parses the connections to block, given as objects or as {@code src>dst:port}. What is not exactly that is refused: a part
 * that gets lost would block nothing, or more than was meant.
 */
final class BlockedConnections {

    private static final Set<String> FIELDS = Set.of("src", "dst", "port");

    /** An IPv6 address in brackets, or a name or an IPv4 address; then perhaps a port. */
    private static final Pattern END = Pattern.compile("(\\[[^\\[\\]]*]|[^\\[\\]:]*)(?:\\s*:\\s*([^\\[\\]:]*))?");

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
        JsonNode port = connection.path("port");
        return new BlockedConnection(
                host(connection.path("src").asString("")),
                host(connection.path("dst").asString("")),
                port.isMissingNode() || port.isNull() ? null : port(port));
    }

    private static BlockedConnection written(String text) {
        int arrow = text.indexOf('>');
        if (arrow < 0 || text.indexOf('>', arrow + 1) >= 0) {
            throw invalid("'" + text + "' is no connection: write src>dst or src>dst:port.");
        }
        String src = host(text.substring(0, arrow));
        String dst = text.substring(arrow + 1).strip();
        if (ConnectionEnd.isIpv6(dst)) {
            return new BlockedConnection(src, dst, null);
        }
        Matcher end = END.matcher(dst);
        if (!end.matches()) {
            throw invalid(
                    "'" + text + "' is no connection: behind > stands one address or hostname, then perhaps : and one"
                            + " port; an IPv6 address with a port is written in brackets, [2001:db8::1]:443.");
        }
        String port = end.group(2);
        return new BlockedConnection(src, host(end.group(1)), port == null ? null : port(port.strip()));
    }

    private static String host(String text) {
        return ConnectionEnd.of(text)
                .orElseThrow(() -> invalid(
                        text.isBlank()
                                ? "Each connection needs src and dst: an IP address or a hostname."
                                : "'" + text.strip()
                                        + "' is neither an IP address nor a hostname. Only dst may have a port."));
    }

    private static Integer port(JsonNode value) {
        return port(value.isNumber() || value.isString() ? DarktraceNumber.whole(value, 0) : 0, value.toString());
    }

    private static Integer port(String text) {
        return port(text.matches("[0-9]{1,5}") ? Long.parseLong(text) : 0, text.isEmpty() ? "nothing" : text);
    }

    private static Integer port(long port, String given) {
        if (port < 1 || port > 65535) {
            throw invalid("The port of a connection is a number from 1 to 65535, not " + given + ".");
        }
        return (int) port;
    }

    private static CommandException invalid(String sentence) {
        return new CommandException(Reason.INVALID_ARGUMENT, "connections", sentence);
    }
}
