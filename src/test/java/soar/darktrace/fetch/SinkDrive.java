package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import soar.darktrace.appliance.SettableClock;
import soar.darktrace.delivery.TestSink;
import soar.darktrace.endurance.RecordingReceiver;
import soar.darktrace.endurance.RecordingReceiver.Trouble;
import soar.darktrace.fetch.HistoryEvent.Crash;
import soar.darktrace.incident.IncidentStore;

/** Fetches into the store and delivers to a sink that is in trouble often; what counts is what the receiver has. */
final class SinkDrive implements FetchDrive {

    /** Longer than any pause between two attempts. */
    private static final Duration PAUSE = Duration.ofHours(2);

    private static final int MOST_TURNS = 20;
    private static final List<Trouble> TROUBLES = List.of(Trouble.values());

    private final FetchDrive fetches;
    private final IncidentStore incidents;
    private final DataSource database;
    private final RecordingReceiver receiver;
    private final Random random = new Random(1);
    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T03:04:05Z"));
    private TestSink sink;

    SinkDrive(
            FetchSite site,
            FetchStore store,
            IncidentStore incidents,
            Clock ours,
            DataSource database,
            RecordingReceiver receiver) {
        this.fetches = new StoreDrive(site, store, incidents, ours);
        this.incidents = incidents;
        this.database = database;
        this.receiver = receiver;
        this.sink = start();
    }

    @Override
    public boolean fetch(Instant now, Crash crash) {
        boolean more = fetches.fetch(now, crash);
        if (crash != Crash.NONE) {
            sink = start();
        }
        receiver.meet(() -> TROUBLES.get(random.nextInt(TROUBLES.size())));
        turn();
        return more;
    }

    @Override
    public boolean isAtTheBeginning() {
        return fetches.isAtTheBeginning();
    }

    @Override
    public void startAnew() {
        fetches.startAnew();
    }

    @Override
    public Duration latest() {
        return fetches.latest();
    }

    /** Each once, since the receiver knows again what it has; the order is that of the store. */
    @Override
    public List<String> incidents() {
        receiver.meet(() -> Trouble.NONE);
        long last = incidents.lastPosition().blockOptional().orElseThrow();
        for (int turns = 0; sink.position() < last; turns++) {
            assertThat(turns).as("turns until all is delivered").isLessThan(MOST_TURNS);
            turn();
        }
        assertThat(receiver.contradictions()).isEmpty();
        List<String> received =
                receiver.ids().stream().map(id -> id.replaceFirst("main:", "")).toList();
        assertThat(received).as("received in the order of the store").isEqualTo(fetches.incidents());
        return received;
    }

    private void turn() {
        clock.advance(PAUSE);
        sink.resume();
        sink.turn();
    }

    private TestSink start() {
        return TestSink.start(database, clock, receiver.url(), "batch-size", "3");
    }
}
