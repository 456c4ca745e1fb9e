package soar.darktrace.appliance;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A group of AI Analyst as it is shown: made of its incident events, so that it grows with them. */
final class AnalystGroupView {

    private AnalystGroupView() {}

    static ObjectNode of(String id, List<ObjectNode> members, JsonNode previousIds, JsonNode edges) {
        ObjectNode group = Json.object()
                .put("id", id)
                .put("active", true)
                .put("acknowledged", members.stream().allMatch(event -> flag(event, "acknowledged")))
                .put("pinned", members.stream().anyMatch(event -> flag(event, "pinned")))
                .put("userTriggered", false)
                .put("externalTriggered", false);
        group.set("previousIds", previousIds);
        ArrayNode list = group.putArray("incidentEvents");
        members.forEach(event -> list.add(member(event)));
        group.set("mitreTactics", distinct(members, "mitreTactics", ""));
        group.set("devices", distinct(members, "breachDevices", "did"));
        group.set("initialDevices", distinct(members.subList(0, 1), "breachDevices", "did"));
        group.put("category", category(members)).put("groupScore", score(members));
        group.put(
                "start",
                members.stream()
                        .mapToLong(event -> period(event, "start"))
                        .min()
                        .orElse(0));
        group.put(
                "end",
                members.stream().mapToLong(event -> period(event, "end")).max().orElse(0));
        group.set("edges", edges);
        return group;
    }

    private static ObjectNode member(ObjectNode event) {
        ObjectNode member = Json.object();
        member.set("uuid", event.path("id"));
        member.put("start", period(event, "start"));
        member.set("title", event.path("title"));
        if (event.hasNonNull("sender")) {
            member.set("sender", event.path("sender"));
        } else {
            member.set("triggerDid", event.at("/breachDevices/0/did"));
        }
        return member.put("visible", true).put("acknowledged", flag(event, "acknowledged"));
    }

    private static ArrayNode distinct(List<ObjectNode> members, String list, String field) {
        Set<JsonNode> values = new LinkedHashSet<>();
        members.stream()
                .flatMap(event -> event.path(list).valueStream())
                .map(item -> field.isEmpty() ? item : item.path(field))
                .forEach(values::add);
        return Json.array(values);
    }

    static long period(JsonNode event, String end) {
        return event.at("/periods/0/" + end).asLong();
    }

    static double score(List<ObjectNode> members) {
        return members.stream()
                .mapToDouble(event -> event.path("groupScore").asDouble())
                .max()
                .orElse(0);
    }

    static String category(List<ObjectNode> members) {
        return Stream.of("critical", "suspicious", "compliance")
                .filter(category -> members.stream()
                        .anyMatch(event -> event.path("category").asString().equals(category)))
                .findFirst()
                .orElse("suspicious");
    }

    static boolean flag(JsonNode event, String name) {
        return event.path(name).asBoolean(false);
    }
}
