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
import soar.darktrace.incident.EventFilter;
import soar.darktrace.incident.IncidentEvent;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.IncidentStore.Saved;

/** Fetches as the connector's own schedule does: incidents and cursor go into the store together. */
final class StoreDrive implements FetchDrive {

    private static final int PAGE = 3;

    private static final Duration LOOK_BACK = Duration.ofHours(24);

    private final FetchSite site;
    private final FetchKey key;
    private final FetchStore store;
    private final IncidentStore incidents;
    private final LookBack lookBack;

    StoreDrive(FetchSite site, FetchStore store, IncidentStore incidents, Clock clock) {
        this.site = site;
        this.key = site.feed().key();
        this.store = store;
        this.incidents = incidents;
        FetchMeters meters = new FetchMeters(key, new SimpleMeterRegistry(), clock);
        this.lookBack = new LookBack(site.feed(), store, meters, clock);
    }

    @Override
    public Duration latest() {
        return LOOK_BACK;
    }

    @Override
    public boolean fetch(Instant now, Crash crash) {
        if (isAtTheBeginning()) {
            store.begin(key, FetchCursor.startingAt(now.minus(site.firstFetch()).toEpochMilli()))
                    .block();
        }
        FetchState before = state();
        Fetched fetched =
                site.feed().fetch(before.cursor(), now).blockOptional().orElseThrow();
        assertThat(fetched.incidents()).hasSizeLessThanOrEqualTo(site.maxAlerts());
        if (crash == Crash.BEFORE_SAVING) {
            return true;
        }
        Saved saved = store.save(key, before, fetched).blockOptional().orElseThrow();
        assertThat(saved.stored()).isTrue();
        if (crash == Crash.WHILE_SAVING) {
            // Another one that read the same state is too late.
            Saved late = store.save(key, before, fetched).blockOptional().orElseThrow();
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
        return store.count(key).blockOptional().orElseThrow();
    }

    @Override
    public boolean isAtTheBeginning() {
        return state().cursor().equals(FetchCursor.NONE);
    }

    @Override
    public void startAnew() {
        store.reset(key, FetchCursor.NONE).block();
    }

    /** As a reader of the outbox gets to see them, page by page. */
    @Override
    public List<String> incidents() {
        List<String> incidents = new ArrayList<>();
        List<IncidentEvent> page;
        long position = 0;
        do {
            page = this.incidents
                    .read(position, PAGE, Long.MAX_VALUE, EventFilter.created("main"))
                    .blockOptional()
                    .orElseThrow()
                    .events();
            page.stream()
                    .filter(event -> event.source().equals(key.source()))
                    .forEach(event -> incidents.add(event.externalId()));
            position = page.isEmpty() ? position : page.get(page.size() - 1).position();
        } while (!page.isEmpty());
        return incidents;
    }

    FetchState state() {
        return store.state(key).blockOptional().orElseThrow();
    }
}
