package soar.darktrace.fetch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.incident.Growth;
import soar.darktrace.incident.GrowthLookup;
import soar.darktrace.incident.Standing;

/**
 * What the store knows of items: of those that grow whether there are incidents of them, and whether these would change; of
 * others what they belong to.
 */
final class StoreMemory implements Memory {

    /** So many are looked up at once. */
    private static final int BATCH = 32;

    private final Feed feed;
    private final FetchKey key;
    private final GrowthLookup incidents;

    StoreMemory(Feed feed, GrowthLookup incidents) {
        this.feed = feed;
        this.key = feed.key();
        this.incidents = incidents;
    }

    @Override
    public Flux<Item> news(Flux<Item> items) {
        return items.buffer(BATCH)
                .concatMap(feed.source().grows() ? this::grown : this::parts, 1)
                .concatMapIterable(batch -> batch);
    }

    private Mono<List<Item>> grown(List<Item> batch) {
        Map<String, Growth> listed = new LinkedHashMap<>();
        batch.forEach(item -> listed.put(item.id(), feed.source().growth(item.json(), feed.instance())));
        return incidents
                .standing(key.instance(), key.source(), listed)
                .map(standings -> batch.stream()
                        .filter(item -> standings.get(item.id()) != Standing.SAME)
                        .map(item -> standings.get(item.id()) == Standing.GROWN ? item.known() : item)
                        .toList());
    }

    private Mono<List<Item>> parts(List<Item> batch) {
        return incidents
                .wholes(
                        key.instance(),
                        key.source(),
                        batch.stream().map(Item::id).toList())
                .map(wholes -> batch.stream()
                        .map(item -> {
                            String whole = wholes.get(item.id());
                            return whole == null ? item : item.partOf(whole);
                        })
                        .toList());
    }
}
