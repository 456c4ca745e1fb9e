package soar.darktrace.cli;

import java.util.Arrays;
import java.util.Optional;
import soar.darktrace.command.CommandException.Reason;

/** Why there is no answer of a running connector. Its own problems keep their code and sentence. */
final class RemoteFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String MAY_HAVE_HAPPENED =
            " If the command changes something, look at its state in Darktrace before you send it again.";

    private final String code;

    private RemoteFailure(String code, String sentence) {
        super(sentence);
        this.code = code;
    }

    static RemoteFailure of(String code, String sentence) {
        return new RemoteFailure(code, sentence);
    }

    static RemoteFailure unreachable(String url) {
        return new RemoteFailure(
                "connector_unreachable",
                "No connector answers at " + url
                        + "; nothing was sent to Darktrace. What is not a read goes to a running"
                        + " connector, which checks and audits it: start one, or name another with --server.");
    }

    static RemoteFailure untrusted(String url, String reason) {
        return new RemoteFailure(
                "connector_unreachable",
                "The certificate of " + url + " is not trusted (" + reason
                        + "); nothing was sent. Name the file with its" + " authority (PEM) with --ca-file.");
    }

    /** It was sent, and nobody knows what became of it. */
    static RemoteFailure unknown(String sentence) {
        return new RemoteFailure("outcome_unknown", sentence + MAY_HAVE_HAPPENED);
    }

    static RemoteFailure ofSomethingElse(String url, int status) {
        String sentence =
                url + " answered with HTTP " + status + ", and not as the Darktrace Connector does: check --server.";
        return status == 200 || status >= 500
                ? unknown(sentence)
                : new RemoteFailure("connector_unreachable", sentence);
    }

    boolean isUnknownCommand() {
        return code.equalsIgnoreCase(Reason.UNKNOWN_COMMAND.name());
    }

    String code() {
        return code;
    }

    /** The reason of a refused command line; empty for another failure. */
    Optional<Reason> reason() {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.name().equalsIgnoreCase(code))
                .findFirst();
    }
}
