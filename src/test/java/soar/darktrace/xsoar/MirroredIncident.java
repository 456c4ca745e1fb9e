package soar.darktrace.xsoar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An incident of XSOAR's that is mirrored both ways, and what of it is still to be sent. */
final class MirroredIncident {

    final String remoteId;
    final List<Map<String, Object>> unsent = new ArrayList<>();
    final Map<String, Object> delta = new LinkedHashMap<>();

    /** Texts that came in. */
    final List<String> received = new ArrayList<>();

    /** Texts that analysts wrote here. */
    final List<String> written = new ArrayList<>();

    boolean isClosed;
    String closeReason = "";
    String closeNotes = "";

    /** Up to when its remote data are known. */
    @Nullable
    String lastUpdate;

    /** Whether its remote data are still to be asked for, because that failed. */
    boolean isToBeRead;

    private int entries;

    MirroredIncident(String remoteId) {
        this.remoteId = remoteId;
    }

    /** An analyst writes a note and gives it the tag. */
    void note(String text) {
        written.add(text);
        unsent.add(Map.of(
                "id", ++entries + "@7", "type", 1, "contents", text, "user", "ana", "tags", List.of("comments")));
    }

    void close(String reason, String notes, boolean isTold) {
        isClosed = true;
        closeReason = reason;
        closeNotes = notes;
        change(isTold);
    }

    void reopen(boolean isTold) {
        isClosed = false;
        closeReason = "";
        closeNotes = "";
        change(isTold);
    }

    /** What is not told to the other side takes the place of what was to be told. */
    private void change(boolean isTold) {
        delta.clear();
        if (isTold) {
            delta.putAll(Map.of(
                    "closeReason", closeReason, "closeNotes", closeNotes, "closingUserId", isClosed ? "ana" : ""));
        }
    }

    Map<String, Object> update() {
        return Map.of(
                "remoteId",
                remoteId,
                "status",
                isClosed ? 2 : 1,
                "incidentChanged",
                !delta.isEmpty(),
                "delta",
                Map.copyOf(delta),
                "data",
                Map.of("closeReason", closeReason, "closeNotes", closeNotes, "severity", 2),
                "entries",
                List.copyOf(unsent));
    }
}
