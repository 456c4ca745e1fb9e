package soar.darktrace.fetch.analyst;

import java.util.List;
import soar.darktrace.fetch.ShortText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The {@code CustomFields} of an incident, by the names of the pack's incident fields. What is unknown is left out. */
final class GroupFields {

    private static final int LONGEST = 2_000;
    private static final int LONGEST_OF_A_LIST = 200;
    private static final int MOST_OF_A_LIST = 100;

    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();

    private GroupFields() {}

    static ObjectNode of(String id, ListedGroup group, ObjectNode raw, String instance, List<String> oddities) {
        GroupFields fields = new GroupFields();
        fields.fields.put("darktraceinstance", instance).put("darktracegroupid", id);
        group.score().ifPresent(score -> fields.fields.put("darktracegroupscore", score));
        fields.copy("darktracegroupcategory", raw.path("groupCategory"));
        fields.fields.put("darktraceeventcount", group.eventIds().size());
        fields.fields.put("darktraceacknowledged", group.isAcknowledged());
        fields.copy("darktracegroupend", raw.path("end"));
        fields.copy("darktracegroupurl", raw.path("link"));
        fields.list("darktracedids", raw.path("dids"));
        fields.list("darktracepbids", raw.path("pbids"));
        fields.list("darktracemitretactics", raw.path("mitreTactics"));
        fields.list("darktracepreviousgroups", raw.path("previousIds"));
        if (!oddities.isEmpty()) {
            fields.fields.put("darktracewarnings", String.join(" ", oddities));
        }
        return fields.fields;
    }

    private void copy(String field, JsonNode value) {
        String text = value.asString("");
        if (!text.isBlank()) {
            fields.put(field, ShortText.cut(text, LONGEST));
        }
    }

    private void list(String field, JsonNode values) {
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        values.valueStream()
                .map(value -> value.asString(""))
                .filter(text -> !text.isBlank())
                .limit(MOST_OF_A_LIST)
                .forEach(text -> texts.add(ShortText.cut(text, LONGEST_OF_A_LIST)));
        if (!texts.isEmpty()) {
            fields.set(field, texts);
        }
    }
}
