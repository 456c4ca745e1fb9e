package soar.darktrace.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;

/**
 * The position of a reader of incidents, as an opaque text whose form may change with a new version.
 *
 * @param position of the last incident that was read; 0 before the first
 */
record Cursor(long position) {

    private static final Pattern FORM = Pattern.compile("1:(\\d{1,18})");

    /** Parses a text that {@link #text} returned. */
    static Cursor of(String argument, String text) {
        try {
            Matcher form = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
            if (form.matches()) {
                return new Cursor(Long.parseLong(form.group(1)));
            }
        } catch (IllegalArgumentException e) {
            // Refused below, like any other text that is not a cursor.
        }
        throw new CommandException(
                Reason.INVALID_ARGUMENT,
                argument,
                argument + " is no cursor of this service: send the next (or the event id) of an answer, unchanged.");
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("1:" + position).getBytes(StandardCharsets.US_ASCII));
    }
}
