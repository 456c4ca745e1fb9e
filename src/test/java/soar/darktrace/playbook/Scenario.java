package soar.darktrace.playbook;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a playbook starts from, and what else may happen while it runs.
 *
 * @param incident the incident as the playbook sees it
 * @param inputs what the caller gives instead of the defaults
 * @param before brings Darktrace into the state that the scenario begins with
 * @param earlier commands that have written to the context before
 * @param later how long ago that was
 * @param meanwhile what somebody else may do just before a task, by the task's name
 * @param ends the titles at which it may end
 */
record Scenario(
        String name,
        ObjectNode incident,
        ObjectNode inputs,
        Consumer<Surroundings> before,
        Map<String, Object> earlier,
        Duration later,
        Map<String, Consumer<Surroundings>> meanwhile,
        Set<String> ends) {

    /** An incident that the integration has fetched, without any field of Darktrace's. */
    static Scenario of(String name) {
        return new Scenario(
                name,
                (ObjectNode) JsonMapper.shared().readTree("""
                        {"id": "42", "status": 1, "sourceBrand": "Darktrace Connector", "sourceInstance": "main", "occurred": "2020-10-08T21:11:35Z"}
                        """),
                JsonNodeFactory.instance.objectNode(),
                surroundings -> {},
                Map.of(),
                Duration.ZERO,
                Map.of(),
                Set.of());
    }

    Scenario with(String field, Object value) {
        return new Scenario(
                name,
                incident.deepCopy().set(field, JsonMapper.shared().valueToTree(value)),
                inputs,
                before,
                earlier,
                later,
                meanwhile,
                ends);
    }

    Scenario input(String key, String value) {
        return new Scenario(name, incident, inputs.deepCopy().put(key, value), before, earlier, later, meanwhile, ends);
    }

    Scenario after(Consumer<Surroundings> more) {
        return new Scenario(name, incident, inputs, before.andThen(more), earlier, later, meanwhile, ends);
    }

    Scenario afterReading(String command, Object arguments) {
        Map<String, Object> more = new LinkedHashMap<>(earlier);
        more.put(command, arguments);
        return new Scenario(name, incident, inputs, before, more, later, meanwhile, ends);
    }

    Scenario later(Duration time) {
        return new Scenario(name, incident, inputs, before, earlier, time, meanwhile, ends);
    }

    Scenario named(String other) {
        return new Scenario(other, incident, inputs, before, earlier, later, meanwhile, ends);
    }

    Scenario meanwhile(String task, Consumer<Surroundings> event) {
        Map<String, Consumer<Surroundings>> more = new LinkedHashMap<>(meanwhile);
        more.put(task, event);
        return new Scenario(name, incident, inputs, before, earlier, later, more, ends);
    }

    Scenario endingIn(String... titles) {
        return new Scenario(name, incident, inputs, before, earlier, later, meanwhile, Set.of(titles));
    }

    @Override
    public String toString() {
        return name;
    }
}
