package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.fetch.HistoryEvent.Crash;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.IncidentStore.Saved;
import soar.darktrace.incident.StoredIncident;

/** Fetches as the connector's own schedule does: incidents and cursor go into the store together. */
final class StoreDrive implements FetchDrive {

    private static final String MAIN = "main";
    private static final int PAGE = 3;

    private static final Duration LOOK_BACK = Duration.ofHours(24);

    private final FetchSite site;
    private final FetchStore store;
    private final IncidentStore incidents;
    private final LookBack lookBack;

    StoreDrive(FetchSite site, FetchStore store, IncidentStore incidents, Clock clock) {
        this.site = site;
        this.store = store;
        this.incidents = incidents;
        FetchMeters meters = new FetchMeters(MAIN, new SimpleMeterRegistry(), clock);
        this.lookBack = new LookBack(site.instance(), LOOK_BACK, site.step(), store, meters, clock);
    }

    @Override
    public Duration latest() {
        return LOOK_BACK;
    }

    @Override
    public boolean fetch(Instant now, Crash crash) {
        if (isAtTheBeginning()) {
            store.begin(MAIN, LastRun.startingAt(now.minus(site.firstFetch()).toEpochMilli()))
                    .block();
        }
        FetchState before = state();
        Fetched fetched = site.step()
                .fetch(site.instance(), before.lastRun(), now)
                .blockOptional()
                .orElseThrow();
        assertThat(fetched.incidents()).hasSizeLessThanOrEqualTo(site.maxAlerts());
        if (crash == Crash.BEFORE_SAVING) {
            return true;
        }
        Saved saved = store.save(MAIN, before, fetched).blockOptional().orElseThrow();
        assertThat(saved.stored()).isTrue();
        if (crash == Crash.WHILE_SAVING) {
            // Another one that read the same state is too late.
            Saved late = store.save(MAIN, before, fetched).blockOptional().orElseThrow();
            assertThat(late.stored()).isFalse();
        }
        return fetched.more() || saved.created() > 0 || lookBack();
    }

    /** Whether that found something. A failure is left to the next time, as it is by the schedule. */
    private boolean lookBack() {
        long before = count();
        lookBack.run(Duration.ZERO, Mono.never())
                .onErrorComplete(DarktraceException.class)
                .block();
        return count() > before;
    }

    private long count() {
        return store.count(MAIN).blockOptional().orElseThrow();
    }

    @Override
    public boolean isAtTheBeginning() {
        return state().lastRun().equals(LastRun.NONE);
    }

    @Override
    public void startAnew() {
        store.reset(MAIN, LastRun.NONE).block();
    }

    /** As a reader of the outbox gets to see them, page by page. */
    @Override
    public List<String> incidents() {
        List<String> incidents = new ArrayList<>();
        List<StoredIncident> page;
        long position = 0;
        do {
            page = this.incidents.after(position, PAGE, MAIN).blockOptional().orElseThrow();
            page.forEach(incident -> incidents.add(incident.pbid()));
            position = page.isEmpty() ? position : page.get(page.size() - 1).position();
        } while (!page.isEmpty());
        return incidents;
    }

    private FetchState state() {
        return store.state(MAIN).blockOptional().orElseThrow();
    }
}
