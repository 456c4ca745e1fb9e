package soar.darktrace.mcp;

import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import soar.darktrace.access.Caller;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;

/** The sessions of all clients, each known to the caller alone who opened it. */
final class Sessions {

    /** After which one that nobody uses is forgotten. */
    private static final Duration IDLE = Duration.ofHours(1);

    private static final int MOST_PER_CALLER = 20;
    private static final int ID_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Methods methods;
    private final SessionLimits limits;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    Sessions(Methods methods, SessionLimits limits) {
        this.methods = methods;
        this.limits = limits;
    }

    /** A new one; the caller's least used ones make room for it. */
    synchronized Session open(
            Caller caller, @Nullable ClientCapabilities capabilities, @Nullable Implementation client) {
        sessions.values().stream()
                .filter(session -> session.idleNanos() > IDLE.toNanos() || session.isWornOut())
                .forEach(this::close);
        List<Session> own = sessions.values().stream()
                .filter(session -> session.isOf(caller.id()))
                .sorted(Comparator.comparing(Session::idleNanos).reversed())
                .toList();
        own.stream().limit(Math.max(0, own.size() - MOST_PER_CALLER + 1)).forEach(this::close);
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        Session session = new Session(
                Base64.getUrlEncoder().withoutPadding().encodeToString(id),
                caller.id(),
                capabilities,
                client,
                methods,
                limits);
        sessions.put(session.id(), session);
        return session;
    }

    /** The caller's session of this ID: that of another caller is as unknown as one that never was. */
    Session find(Caller caller, @Nullable String id) {
        if (id == null) {
            throw new CommandException(
                    Reason.INVALID_REQUEST,
                    "Send the header Mcp-Session-Id of the answer to initialize; a session begins with that request.");
        }
        Session session = sessions.get(id);
        if (session == null
                || !session.isOf(caller.id())
                || session.idleNanos() > IDLE.toNanos()
                || session.isWornOut()) {
            throw new CommandException(
                    Reason.UNKNOWN_SESSION,
                    caller.id() + " has no such session: it has ended, or another caller opened it. Send initialize.");
        }
        session.use();
        return session;
    }

    void close(Session session) {
        sessions.remove(session.id());
        session.close();
    }

    int size() {
        return sessions.size();
    }
}
