package soar.darktrace.incident;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import soar.darktrace.store.Database;

/** Looks up what is known of things that grow, and of what belongs to them. */
public final class GrowthLookup {

    private final Database database;
    private final GrowthTable growth;

    GrowthLookup(Database database, GrowthTable growth) {
        this.database = database;
        this.growth = growth;
    }

    /** What would become of things that grow, of one source of an instance, by their IDs. */
    public Mono<Map<String, Standing>> standing(String instance, String source, Map<String, Growth> listed) {
        Set<String> ids = new HashSet<>();
        listed.forEach((id, one) -> ids.addAll(Growing.ids(id, one)));
        return database.read(() -> {
            Map<String, Living> living = growth.living(instance, source, ids);
            return listed.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, one -> Growing.standing(one.getKey(), one.getValue(), living)));
        });
    }

    /**
     * What an incident that grows goes on as.
     *
     * @param externalId the incident that it is a part of, or itself
     * @param knownAs the ID under which Darktrace knows it now
     */
    public record GoesOn(String externalId, String knownAs) {}

    /** What goes on with an ID; empty where no incident that grows answers for it. */
    public Mono<GoesOn> goesOn(String instance, String source, String id) {
        return database.read(() -> growth.living(instance, source, Set.of(id)).get(id))
                .map(living -> new GoesOn(living.externalId, living.knownAs));
    }

    /** The {@code dbotMirrorId} of the incident that something of a source belongs to, by the ID of what does. */
    public Mono<Map<String, String>> wholes(String instance, String source, Collection<String> ids) {
        return database.read(() -> growth.wholes(instance, source, ids));
    }
}
