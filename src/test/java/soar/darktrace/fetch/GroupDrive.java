package soar.darktrace.fetch;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import soar.darktrace.fetch.HistoryEvent.Crash;
import tools.jackson.databind.JsonNode;

/** Whoever fetches groups and keeps what came of it. */
interface GroupDrive {

    /**
     * Takes a step and keeps the outcome, as far as the crash lets it.
     *
     * @return whether there may be more to fetch
     */
    boolean fetch(Instant now, Crash crash);

    boolean isAtTheBeginning();

    void startAnew();

    /** Whether incidents change with their groups. */
    boolean follows();

    /** The incidents that are not closed, by their {@code dbotMirrorId}, as they are now; what contradicts itself fails. */
    Map<String, JsonNode> open();

    /** Those that may have come twice since a step was killed or fetching began anew. */
    Set<String> mayHaveComeTwice();
}
