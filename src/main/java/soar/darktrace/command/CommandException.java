package soar.darktrace.command;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import soar.darktrace.failure.Failure;

/** A command that this service does not carry out, because of what the caller asked. Nothing was changed in Darktrace. */
public final class CommandException extends RuntimeException implements Failure {

    private static final long serialVersionUID = 1L;

    /** Why, each with its stable code and status. */
    public enum Reason {
        INVALID_REQUEST("invalid_request", 400),
        INVALID_ARGUMENT("invalid_argument", 400),
        UNKNOWN_ARGUMENT("unknown_argument", 400),
        MISSING_ARGUMENT("missing_argument", 400),
        UNKNOWN_COMMAND("unknown_command", 404),
        UNKNOWN_INSTANCE("unknown_instance", 404),
        UNKNOWN_SESSION("unknown_session", 404),
        UNKNOWN_RESOURCE("unknown_resource", 404),
        REFUSED_BY_POLICY("refused_by_policy", 409),
        NOT_CONFIRMED("not_confirmed", 409);

        private final String code;
        private final int status;

        Reason(String code, int status) {
            this.code = code;
            this.status = status;
        }
    }

    private final Reason reason;
    private final @Nullable String argument;

    public CommandException(Reason reason, String sentence) {
        this(reason, null, sentence);
    }

    /** A failure of one argument, by its name. */
    public CommandException(Reason reason, @Nullable String argument, String sentence) {
        super(sentence);
        this.reason = reason;
        this.argument = argument;
    }

    /** The refusal of a command on a terminal that only the server can run, since that has the store, the sinks … */
    public static CommandException onlyInServer(String what) {
        return new CommandException(
                Reason.INVALID_REQUEST,
                "This command runs in the server only, which has " + what
                        + ": send the same line to a running one with --server, such as --server http://127.0.0.1:8080.");
    }

    public Reason reason() {
        return reason;
    }

    @Override
    public String code() {
        return reason.code;
    }

    @Override
    public int status() {
        return reason.status;
    }

    @Override
    public Map<String, Object> details() {
        return argument == null ? Map.of() : Map.of("argument", argument);
    }
}
