package soar.darktrace.mirror;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of something in Darktrace.
 *
 * @param found whether Darktrace knows it
 * @param object it as it is now, in the shape of an incident's {@code rawJSON}
 * @param comments those that are new, the oldest first: {@code author}, {@code time} and {@code text}
 * @param closed why its incident is to be closed; null where it is not
 * @param reopened whether its incident is to be opened again
 */
record RemoteData(
        boolean found,
        ObjectNode object,
        List<ObjectNode> comments,
        @Nullable Closing closed,
        boolean reopened) {

    static final RemoteData UNKNOWN =
            new RemoteData(false, JsonNodeFactory.instance.objectNode(), List.of(), null, false);

    /**
     * Why an incident is to be closed.
     *
     * @param reason one of XSOAR's close reasons
     */
    record Closing(String reason, String notes) {

        private static final String ACKNOWLEDGED = "Acknowledged in Darktrace";
        private static final String GOES_ON = "Goes on as part of ";

        private static final Pattern BY_MIRROR = Pattern.compile(
                ACKNOWLEDGED + "(?: by .* at (?:\\S+|a time unknown))?\\.|" + GOES_ON + "\\S+ in Darktrace\\.");

        /** Whether XSOAR sends back the notes of one of these; an analyst's may begin with the same words. */
        static boolean isByMirror(String notes) {
            return BY_MIRROR.matcher(notes).matches();
        }

        static Closing acknowledged(String by) {
            return new Closing("Resolved", ACKNOWLEDGED + (by.isEmpty() ? "" : " " + by) + ".");
        }

        static Closing mergedInto(String mirrorId) {
            return new Closing("Duplicate", GOES_ON + mirrorId + " in Darktrace.");
        }
    }

    static RemoteData of(ObjectNode object) {
        return new RemoteData(true, object, List.of(), null, false);
    }

    RemoteData with(List<ObjectNode> news) {
        return new RemoteData(found, object, news, closed, reopened);
    }

    RemoteData closedBy(@Nullable Closing closing) {
        return new RemoteData(found, object, comments, closing, reopened);
    }

    RemoteData reopenedIf(boolean isReopened) {
        return new RemoteData(found, object, comments, closed, isReopened);
    }

    CommandResult result(RemoteId id) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode().put("found", found);
        outputs.set("object", object);
        ArrayNode entries = outputs.putArray("entries");
        comments.forEach(comment -> {
            ObjectNode entry = entries.addObject();
            entry.set("contents", comment.path("text"));
            comment.optional("author").ifPresent(author -> entry.set("author", author));
            comment.optional("time").ifPresent(time -> entry.set("time", time));
        });
        if (closed != null) {
            outputs.putObject("closed").put("reason", closed.reason()).put("notes", closed.notes());
        }
        if (reopened) {
            outputs.put("reopened", true);
        }
        return CommandResult.of("Darktrace " + id, outputs).showing(entries);
    }
}
