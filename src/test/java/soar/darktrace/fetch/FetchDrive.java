package soar.darktrace.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import soar.darktrace.fetch.HistoryEvent.Crash;

/** Whoever calls the fetch step and keeps what it answers. */
interface FetchDrive {

    /**
     * Takes a step and keeps the outcome, as far as the crash lets it.
     *
     * @return whether there may be more to fetch
     */
    boolean fetch(Instant now, Crash crash);

    /** Whether the next step is a first one. */
    boolean isAtTheBeginning();

    void startAnew();

    /** How late by its creation a breach may show up, or rise in score, and still become an incident. */
    Duration latest();

    /** The pbids of the incidents so far, in the order in which they came. */
    List<String> incidents();

    /** Those that fetch on their own, each of which must have every incident in the end. */
    default List<FetchDrive> parts() {
        return List.of(this);
    }
}
