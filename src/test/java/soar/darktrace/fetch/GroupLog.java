package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import soar.darktrace.incident.IncidentEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a log as a receiver does, and takes it at its word: what is created is new, what changes is open and really changes,
 * what closes goes on as part of an older one that is open.
 */
final class GroupLog {

    private final Map<String, JsonNode> open = new HashMap<>();
    private final Map<String, Map<String, JsonNode>> known = new HashMap<>();
    private final Map<String, Set<String>> events = new HashMap<>();
    private final List<String> created = new ArrayList<>();
    private final Map<String, String> mergedInto = new HashMap<>();

    void read(IncidentEvent event) {
        JsonNode incident = JsonMapper.shared().readTree(event.json());
        String id = incident.path("dbotMirrorId").asString();
        JsonNode changes = incident.path("changes");
        assertThat(id).isEqualTo("main:aia:" + event.externalId());
        switch (event.kind()) {
            case CREATED -> create(id, incident);
            case CHANGED -> change(id, incident, changes);
            case CLOSED -> close(id, changes.path("merged_into").asString(""));
        }
    }

    private void create(String id, JsonNode incident) {
        assertThat(created).as("created before").doesNotContain(id);
        created.add(id);
        open.put(id, incident);
        JsonNode raw = JsonMapper.shared().readTree(incident.path("rawJSON").asString());
        Set<String> ids = new HashSet<>();
        raw.path("incidentEvents")
                .forEach(event -> ids.add(event.path("eventId").asString()));
        events.put(id, ids);
        known.put(id, new HashMap<>());
    }

    private void change(String id, JsonNode incident, JsonNode changes) {
        assertThat(open).as("changes while it is open").containsKey(id);
        assertThat(changes).as("what changed").isNotEmpty();
        changes.forEachEntry((name, value) -> {
            if (name.equals("events")) {
                value.forEach(
                        event -> assertThat(events.getOrDefault(id, Set.of()).add(event.asString()))
                                .as("event %s is new in %s", event, id)
                                .isTrue());
            } else {
                JsonNode before = known.getOrDefault(id, Map.of()).put(name, value);
                assertThat(value).as("%s of %s is another one", name, id).isNotEqualTo(before);
            }
        });
        open.put(id, incident);
    }

    private void close(String id, String survivor) {
        assertThat(open.remove(id)).as("%s is closed while it is open", id).isNotNull();
        assertThat(open).as("it goes on as part of one that is open").containsKey(survivor);
        assertThat(created.indexOf(survivor)).as("the oldest lives on").isLessThan(created.indexOf(id));
        mergedInto.put(id, survivor);
    }

    Map<String, JsonNode> open() {
        return open;
    }
}
