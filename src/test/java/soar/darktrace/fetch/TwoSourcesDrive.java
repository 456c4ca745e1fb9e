package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.fetch.HistoryEvent.Crash;
import soar.darktrace.fetch.second.SecondSource;
import soar.darktrace.incident.IncidentStore;

/**
 * Fetches from two sources of one instance into one store, now the one first, now the other. What one of them does, or fails
 * at, leaves the cursor and the incidents of the other as they are.
 */
final class TwoSourcesDrive implements FetchDrive {

    private final StoreDrive first;
    private final StoreDrive second;
    private boolean isSecondsTurn;

    TwoSourcesDrive(FetchSite site, FetchStore store, IncidentStore incidents, Clock clock) {
        this.first = new StoreDrive(site, store, incidents, clock);
        this.second = new StoreDrive(site.with(new SecondSource()), store, incidents, clock);
    }

    /** Both fetch, whatever becomes of the other; where both fail, the history has to know. */
    @Override
    public boolean fetch(Instant now, Crash crash) {
        isSecondsTurn = !isSecondsTurn;
        Attempt one = isSecondsTurn ? attempt(second, first, now, crash) : attempt(first, second, now, crash);
        Attempt other = isSecondsTurn ? attempt(first, second, now, crash) : attempt(second, first, now, crash);
        if (one.failure() != null && other.failure() != null) {
            throw one.failure();
        }
        return one.more() || other.more();
    }

    private record Attempt(boolean more, @Nullable DarktraceException failure) {}

    private static Attempt attempt(StoreDrive fetching, StoreDrive resting, Instant now, Crash crash) {
        FetchState state = resting.state();
        List<String> incidents = resting.incidents();
        try {
            return new Attempt(fetching.fetch(now, crash), null);
        } catch (DarktraceException failure) {
            return new Attempt(true, failure);
        } finally {
            assertThat(resting.state()).isEqualTo(state);
            assertThat(resting.incidents()).isEqualTo(incidents);
        }
    }

    @Override
    public boolean isAtTheBeginning() {
        return first.isAtTheBeginning();
    }

    @Override
    public void startAnew() {
        first.startAnew();
        second.startAnew();
    }

    @Override
    public Duration latest() {
        return first.latest();
    }

    /** Those of the first source; at the end of a history each part is looked at. */
    @Override
    public List<String> incidents() {
        return first.incidents();
    }

    @Override
    public List<FetchDrive> parts() {
        return List.of(first, second);
    }
}
