package soar.darktrace.web;

import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.MismatchedInputException;

/** What is wrong with a request body that is no JSON, in a sentence. None quotes the body: it may hold tokens. */
final class UnreadableBody {

    private UnreadableBody() {}

    static String sentence(ServerWebInputException refusal, Remedy remedy) {
        String right = ": send a JSON object such as " + remedy.body() + ".";
        for (Throwable cause = refusal.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamConstraintsException) {
                return "The request body is beyond what this service reads as JSON: it is nested too deeply, or has a"
                        + " number, a name or a text that is too long.";
            }
            if (cause instanceof MismatchedInputException) {
                return "The request body goes on after its JSON" + right;
            }
            if (cause instanceof JacksonException unreadable) {
                return "The request body is not JSON, or ends too early" + place(unreadable) + right;
            }
        }
        return refusal.getCause() == null || refusal.getCause().getCause() == null
                ? "The request has no body" + right
                : "The request body cannot be read" + right;
    }

    private static String place(JacksonException unreadable) {
        TokenStreamLocation place = unreadable.getLocation();
        return place == null || place.getLineNr() < 1
                ? ""
                : " (at line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }
}
