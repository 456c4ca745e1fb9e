package soar.darktrace.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came in of incidents that grow, of one source of one instance, in one transaction: begins those that are new, changes
 * those that are not as they were, and makes one of those that became one.
 */
final class Growing {

    private final GrowthTable table;
    private final String instance;
    private final String source;
    private final long lastPosition;
    private final Instant now;
    private final Map<String, Living> byId;
    private final Map<Incident, Living> begun = new LinkedHashMap<>();
    private final Set<Living> changed = new LinkedHashSet<>();
    private final Map<String, Living> otherIds = new LinkedHashMap<>();
    private final List<Incident> wholes = new ArrayList<>();
    private final List<NewEvent> events = new ArrayList<>();

    private Growing(
            GrowthTable table,
            String instance,
            String source,
            Map<String, Living> byId,
            long lastPosition,
            Instant now) {
        this.table = table;
        this.instance = instance;
        this.source = source;
        this.byId = byId;
        this.lastPosition = lastPosition;
        this.now = now;
    }

    /** Stores all that has come in, and returns what happened by that: the events that follow the last position. */
    static List<NewEvent> store(
            GrowthTable table, Belonging belonging, List<Incident> listed, long lastPosition, Instant now) {
        Incident first = listed.get(0);
        Set<String> ids = new LinkedHashSet<>();
        listed.forEach(incident -> ids.addAll(ids(incident.externalId(), growth(incident))));
        Map<String, Living> byId = table.living(first.instance(), first.source(), ids);
        Growing growing = new Growing(table, first.instance(), first.source(), byId, lastPosition, now);
        listed.forEach(growing::take);
        growing.flush();
        growing.wholes.forEach(
                whole -> growing.events.addAll(belonging.addParts(whole, growth(whole), growing.living(whole))));
        return growing.events;
    }

    /** What would become of something that is listed. */
    static Standing standing(String id, Growth growth, Map<String, Living> byId) {
        Living own = byId.get(id);
        if (own != null && own.isPast(id, growth)) {
            return Standing.SAME;
        }
        Collection<Living> all = all(id, growth, byId);
        if (all.isEmpty()) {
            return Standing.NEW;
        }
        boolean isSame = all.size() == 1 && all.iterator().next().fingerprint.equals(growth.fingerprint());
        return isSame ? Standing.SAME : Standing.GROWN;
    }

    static List<String> ids(String id, Growth growth) {
        return Stream.concat(Stream.of(id), growth.earlierIds().stream()).toList();
    }

    /** Whichever incidents answer for what is listed, the oldest first. */
    private static Collection<Living> all(String id, Growth growth, Map<String, Living> byId) {
        Set<Living> all = new TreeSet<>(Living.OLDEST_FIRST);
        ids(id, growth).forEach(one -> {
            Living living = byId.get(one);
            if (living != null) {
                all.add(living);
            }
        });
        return all;
    }

    private void take(Incident incident) {
        String id = incident.externalId();
        Growth growth = growth(incident);
        switch (standing(id, growth, byId)) {
            case SAME -> {}
            case NEW -> {
                if (growth.mayBegin()) {
                    begin(incident, growth);
                }
            }
            case GROWN -> grow(incident, growth, new ArrayList<>(all(id, growth, byId)));
        }
    }

    private void begin(Incident incident, Growth growth) {
        Living living = new Living(
                incident.externalId(), lastPosition + events.size() + 1, incident.externalId(), growth.fingerprint());
        living.become(incident.externalId(), growth);
        begun.put(incident, living);
        answer(incident, growth, living);
        events.add(NewEvent.created(incident));
    }

    private void grow(Incident incident, Growth growth, List<Living> all) {
        Living survivor = all.get(0);
        ObjectNode changes = growth.changesSince(before(survivor));
        survivor.become(incident.externalId(), growth);
        if (!begun.containsValue(survivor)) {
            changed.add(survivor);
        }
        if (!changes.isEmpty()) {
            events.add(event(incident.as(survivor.externalId), EventKind.CHANGED, changes));
        }
        all.subList(1, all.size()).forEach(taken -> close(incident, taken, survivor));
        answer(incident, growth, survivor);
    }

    /** What was taken up goes on as a part of the other one, which answers for all its IDs. */
    private void close(Incident incident, Living taken, Living survivor) {
        String mirrorId = incident.mirrorIdOf(survivor.externalId);
        // What was taken up may be as new as this transaction.
        flush();
        table.takeUp(instance, source, taken.externalId, survivor.externalId, mirrorId);
        byId.replaceAll((id, living) -> living.externalId.equals(taken.externalId) ? survivor : living);
        byId.put(taken.externalId, survivor);
        otherIds.put(taken.externalId, survivor);
        events.add(event(
                incident.as(taken.externalId),
                EventKind.CLOSED,
                JsonNodeFactory.instance.objectNode().put("merged_into", mirrorId)));
    }

    /** The ID of the incident that goes on with what was listed. */
    private String living(Incident listed) {
        Living living = byId.get(listed.externalId());
        return living == null ? listed.externalId() : living.externalId;
    }

    private void answer(Incident incident, Growth growth, Living living) {
        if (!growth.parts().isEmpty()) {
            wholes.add(incident);
        }
        ids(incident.externalId(), growth).forEach(id -> {
            Living known = byId.put(id, living);
            boolean isOwn = id.equals(living.externalId);
            if (!isOwn && (known == null || !known.externalId.equals(living.externalId))) {
                otherIds.put(id, living);
            }
        });
    }

    private JsonNode before(Living living) {
        return living.state == null
                ? table.state(instance, source, living.externalId)
                : JsonMapper.shared().readTree(living.state);
    }

    private static NewEvent event(Incident incident, EventKind kind, ObjectNode changes) {
        return NewEvent.of(new IncidentChange(incident, kind, changes));
    }

    private void flush() {
        table.insert(begun, now);
        table.update(instance, source, changed);
        table.answer(instance, source, otherIds);
        changed.clear();
        begun.clear();
        otherIds.clear();
    }

    private static Growth growth(Incident incident) {
        if (incident.growth() == null) {
            throw new IllegalArgumentException("It does not grow");
        }
        return incident.growth();
    }
}
