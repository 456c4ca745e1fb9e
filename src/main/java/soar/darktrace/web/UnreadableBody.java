package soar.darktrace.web;

import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.MismatchedInputException;

/** What is wrong with a request body that is no JSON, in a sentence. None quotes the body: it may hold tokens. */
final class UnreadableBody {

    private static final String NO_BODY = "The request has no body";

    private UnreadableBody() {}

    static String sentence(ServerWebInputException refusal, Remedy remedy) {
        String right = ": send a JSON object such as " + remedy.body() + ".";
        for (Throwable cause = refusal.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamConstraintsException) {
                return "The request body is beyond what this service reads as JSON: it is nested too deeply, or has a"
                        + " number, a name or a text that is too long.";
            }
            if (cause instanceof MismatchedInputException mismatch) {
                return mismatch(mismatch.getOriginalMessage()) + right;
            }
            if (cause instanceof JacksonException unreadable) {
                return "The request body is not JSON, or ends too early" + place(unreadable) + right;
            }
        }
        return refusal.getCause() == null || refusal.getCause().getCause() == null
                ? NO_BODY + right
                : "The request body cannot be read" + right;
    }

    /** Jackson has one class for these mistakes, which differ in what it says. */
    private static String mismatch(String said) {
        if (said.startsWith("No content")) {
            return NO_BODY;
        }
        if (said.startsWith("Duplicate")) {
            return "The request body has a member twice";
        }
        return said.startsWith("Trailing token")
                ? "The request body goes on after its JSON"
                : "The request body is JSON of another form than this address takes";
    }

    private static String place(JacksonException unreadable) {
        TokenStreamLocation place = unreadable.getLocation();
        return place == null || place.getLineNr() < 1
                ? ""
                : " (at line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }
}
