package soar.darktrace.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import soar.darktrace.api.BreachComment;
import soar.darktrace.api.Reference;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What an update of XSOAR's means for Darktrace.
 *
 * @param notes the entries, in their order
 * @param closing the closing notes; empty where there are none, or where they came from Darktrace
 * @param acknowledges what is to become of the acknowledgement; empty where nothing is
 * @param notMirrored sentences about what has no place in Darktrace
 */
record RemoteUpdate(
        RemoteId remote,
        List<Note> notes,
        Optional<Note> closing,
        Optional<Boolean> acknowledges,
        List<String> notMirrored) {

    private static final String REMOTE_ID = "remote_id";
    private static final long CLOSED = 2;

    /** Files, pictures and videos, by XSOAR's numbers of kinds of entries. */
    private static final Set<Long> FILES = Set.of(3L, 7L, 9L, 10L, 12L);

    /** What XSOAR empties when an incident is reopened. */
    private static final List<String> CLOSING_FIELDS = List.of("closeReason", "closeNotes", "closingUserId");

    /** What closing notes begin with, after their author. */
    private static final String CLOSED_IN = "Closed in XSOAR";

    private static final int LONGEST = 10_000;

    static RemoteUpdate of(UpdateRemoteSystem.Arguments arguments, DarktraceInstance darktrace) {
        if (arguments.remoteId() == null) {
            throw new CommandException(
                    Reason.MISSING_ARGUMENT,
                    REMOTE_ID,
                    "remote_id is empty: XSOAR asks for something new in Darktrace, but only what Darktrace found can be"
                            + " mirrored. Take the incident's mirroring off, or let the connector fetch it.");
        }
        RemoteId remote = RemoteId.of(REMOTE_ID, arguments.remoteId(), darktrace);
        List<Note> notes = new ArrayList<>();
        List<String> notMirrored = new ArrayList<>();
        int files = 0;
        for (JsonNode entry : orMissing(arguments.entries())) {
            if (FILES.contains(DarktraceNumber.whole(entry.path("type"), 1))) {
                files++;
            } else {
                note(remote, entry, notMirrored).ifPresent(notes::add);
            }
        }
        if (files > 0) {
            notMirrored.add((files == 1 ? "A file stays" : files + " files stay")
                    + " in XSOAR alone: comments in Darktrace have no attachments.");
        }
        // What the mirror closed comes back as any other closing: Darktrace need not be told what it said itself.
        boolean isClosed = arguments.incidentChanged()
                && isClosed(arguments)
                && !RemoteData.Closing.isByMirror(field(arguments, "closeNotes"));
        return new RemoteUpdate(
                remote,
                List.copyOf(notes),
                isClosed ? closing(remote, arguments) : Optional.empty(),
                acknowledges(arguments, isClosed),
                List.copyOf(notMirrored));
    }

    private static Optional<Note> note(RemoteId remote, JsonNode entry, List<String> notMirrored) {
        JsonNode contents = entry.path("contents");
        String text = (contents.isContainer() ? contents.toString() : contents.asString("")).strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String id = entry.path("id").asString("");
        if (text.length() > LONGEST) {
            notMirrored.add(
                    "Entry " + id + " is longer than " + LONGEST + " characters: Darktrace gets its beginning.");
        }
        return Optional.of(new Note(
                "entry " + id, by(entry.path("user"), text), Reference.derivedFrom(remote.toString(), id, text)));
    }

    private static boolean isClosed(UpdateRemoteSystem.Arguments arguments) {
        return arguments.status() != null && arguments.status() == CLOSED;
    }

    private static Optional<Note> closing(RemoteId remote, UpdateRemoteSystem.Arguments arguments) {
        String reason = field(arguments, "closeReason");
        String notes = field(arguments, "closeNotes");
        if ((reason + notes).isEmpty()) {
            return Optional.empty();
        }
        String text = CLOSED_IN + (reason.isEmpty() ? "" : " as " + reason) + (notes.isEmpty() ? "." : ": " + notes);
        JsonNode user = orMissing(arguments.delta()).path("closingUserId");
        return Optional.of(new Note(
                "closing notes",
                user.asString("").isBlank() ? shortened(text) : by(user, text),
                Reference.derivedFrom(remote.toString(), "closing", reason, notes)));
    }

    /** Whether a comment has the closing notes of this mirror. */
    static boolean isClosing(BreachComment comment) {
        return comment.isOurs() && comment.text().contains(CLOSED_IN);
    }

    private static Optional<Boolean> acknowledges(UpdateRemoteSystem.Arguments arguments, boolean isClosed) {
        if (isClosed) {
            return arguments.closes() ? Optional.of(true) : Optional.empty();
        }
        boolean isReopened = arguments.incidentChanged()
                && arguments.status() != null
                && arguments.status() < CLOSED
                && CLOSING_FIELDS.stream().anyMatch(field -> isEmptied(orMissing(arguments.delta()), field));
        return isReopened && arguments.reopens() ? Optional.of(false) : Optional.empty();
    }

    private static boolean isEmptied(JsonNode delta, String field) {
        JsonNode value = delta.path(field);
        return !value.isMissingNode() && value.asString("").isBlank();
    }

    /** What changed wins over what is known of the whole. */
    private static String field(UpdateRemoteSystem.Arguments arguments, String name) {
        String changed = orMissing(arguments.delta()).path(name).asString("").strip();
        return changed.isEmpty()
                ? orMissing(arguments.data()).path(name).asString("").strip()
                : changed;
    }

    /** In Darktrace all comments are written by the owner of the token. */
    private static String by(JsonNode user, String text) {
        String name = user.asString("").strip();
        return "(" + (name.isEmpty() ? "DBot" : name) + "): " + shortened(text);
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "…";
    }

    private static JsonNode orMissing(@Nullable JsonNode given) {
        return given == null ? MissingNode.getInstance() : given;
    }
}
