package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.fetch.HistoryEvent.Crash;
import soar.darktrace.incident.EventFilter;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.IncidentEvent;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.IncidentStore.Saved;
import tools.jackson.databind.JsonNode;

/** Fetches as the connector's own schedule does: what happened and the cursor go into the store together. */
final class GroupStoreDrive implements GroupDrive {

    private final GroupSite site;
    private final FetchKey key;
    private final FetchStore store;
    private final IncidentStore incidents;
    private final LookBack lookBack;

    GroupStoreDrive(GroupSite site, FetchStore store, IncidentStore incidents, Clock clock) {
        this.site = site;
        this.key = site.feed().key();
        this.store = store;
        this.incidents = incidents;
        FetchMeters meters = new FetchMeters(key, new SimpleMeterRegistry(), clock);
        this.lookBack = new LookBack(site.feed(), store, meters, clock);
    }

    @Override
    public boolean fetch(Instant now, Crash crash) {
        if (isAtTheBeginning()) {
            store.begin(key, FetchCursor.startingAt(now.minus(site.firstFetch()).toEpochMilli()))
                    .block();
        }
        Feed feed = site.feed();
        FetchState before = store.stateBeforeFetch(feed).blockOptional().orElseThrow();
        Fetched fetched = feed.fetch(before.cursor(), store.memory(feed), now)
                .blockOptional()
                .orElseThrow();
        assertThat(fetched.incidents()).hasSizeLessThanOrEqualTo(site.maxAlerts());
        if (crash == Crash.BEFORE_SAVING) {
            return true;
        }
        Saved saved = store.save(key, before, fetched).blockOptional().orElseThrow();
        assertThat(saved.stored()).isTrue();
        long last = last();
        if (crash == Crash.WHILE_SAVING) {
            // Another one that read the same state is too late; a look back that read the same changes nothing.
            Saved late = store.save(key, before, fetched).blockOptional().orElseThrow();
            assertThat(late.stored()).isFalse();
            store.add(key, fetched).block();
            assertThat(last()).as("nothing happened twice").isEqualTo(last);
        }
        return fetched.more() || saved.created() + saved.changed() > 0 || lookBack(last);
    }

    /** Whether that found something. A failure is left to the next time, as it is by the schedule. */
    private boolean lookBack(long before) {
        lookBack.run(Duration.ZERO, Mono.never())
                .onErrorComplete(DarktraceException.class)
                .block();
        return last() > before;
    }

    private long last() {
        return incidents.lastPosition().blockOptional().orElseThrow();
    }

    @Override
    public boolean isAtTheBeginning() {
        return store.state(key).blockOptional().orElseThrow().cursor().settled() == null;
    }

    @Override
    public void startAnew() {
        store.reset(key, FetchCursor.NONE).block();
    }

    @Override
    public boolean follows() {
        return true;
    }

    @Override
    public Map<String, JsonNode> open() {
        GroupLog log = new GroupLog();
        EventFilter all = new EventFilter(null, EnumSet.allOf(EventKind.class));
        List<IncidentEvent> page;
        long position = 0;
        do {
            page = incidents
                    .read(position, 100, Long.MAX_VALUE, all)
                    .blockOptional()
                    .orElseThrow()
                    .events();
            page.forEach(log::read);
            position = page.isEmpty() ? position : page.get(page.size() - 1).position();
        } while (!page.isEmpty());
        return log.open();
    }

    @Override
    public Set<String> mayHaveComeTwice() {
        return Set.of();
    }
}
