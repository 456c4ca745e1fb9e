package soar.darktrace.mirror;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.FailedItem;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What came of an update, part by part. */
final class Written {

    private final RemoteId remote;
    private final List<String> notMirrored;
    private final Map<String, DarktraceException> failed = new LinkedHashMap<>();
    private int comments;
    private @Nullable Boolean acknowledged;

    Written(RemoteUpdate update) {
        remote = update.remote();
        notMirrored = new ArrayList<>(update.notMirrored());
    }

    void isCommented() {
        comments++;
    }

    void isAcknowledged(boolean isSo) {
        acknowledged = isSo;
    }

    void hasNoPlace(String sentence) {
        notMirrored.add(sentence);
    }

    void failed(String part, DarktraceException failure) {
        failed.put(part, failure);
    }

    boolean isFailed(String part) {
        return failed.containsKey(part);
    }

    /** Where nothing was done at all, the command fails. */
    CommandResult result() {
        if (!failed.isEmpty() && comments == 0 && acknowledged == null) {
            throw worst();
        }
        ObjectNode outputs = JsonNodeFactory.instance
                .objectNode()
                .put("remote_id", remote.toString())
                .put("comments", comments);
        if (acknowledged != null) {
            outputs.put("acknowledged", acknowledged);
        }
        notMirrored.forEach(outputs.putArray("not_mirrored")::add);
        return CommandResult.of("Update of " + remote, outputs)
                .warning(failed.entrySet().stream().map(Written::sentence).toList())
                .failing(failed.entrySet().stream()
                        .map(part -> FailedItem.of("part", part.getKey(), part.getValue(), sentence(part)))
                        .toList());
    }

    private static String sentence(Map.Entry<String, DarktraceException> part) {
        return "The " + part.getKey() + " of the incident could not be written: "
                + part.getValue().sentence();
    }

    /** A change that may have happened matters most; then, one that may succeed later. */
    private DarktraceException worst() {
        return failed.values().stream()
                .min(Comparator.comparing((DarktraceException failure) -> failure.kind() != Kind.OUTCOME_UNKNOWN)
                        .thenComparing(failure -> !failure.details().containsKey("retry_after")))
                .orElseThrow()
                .saying(failed.entrySet().stream().map(Written::sentence).collect(Collectors.joining(" ")));
    }
}
