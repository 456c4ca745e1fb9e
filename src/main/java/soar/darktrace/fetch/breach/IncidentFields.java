package soar.darktrace.fetch.breach;

import java.util.List;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.fetch.ShortText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The {@code CustomFields} of an incident, by the names of the pack's incident fields. What is unknown is left out. */
final class IncidentFields {

    private static final int LONGEST = 2_000;
    private static final int LONGEST_OF_A_LIST = 200;
    private static final int MOST_OF_A_LIST = 100;

    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();

    private IncidentFields() {}

    static ObjectNode of(ListedBreach listed, JsonNode raw, String instance, List<String> oddities) {
        JsonNode model = listed.breach().model();
        JsonNode device = listed.breach().device();
        JsonNode source = listed.breach().source();
        IncidentFields fields = new IncidentFields();
        fields.fields.put("darktraceinstance", instance);
        fields.fields.put("darktracepbid", listed.pbid());
        fields.number("darktracescore", source.path("score"));
        fields.copy("darktracecreated", raw.path("creationTime"));
        fields.copy("darktracebreachurl", raw.path("url"));
        fields.copy("darktracemodelname", model.path("name"));
        fields.copy("darktracemodeluuid", model.path("uuid"));
        fields.number("darktracemodelpriority", model.path("priority"));
        fields.copy("darktracemodelcategory", model.path("category"));
        fields.list("darktracetags", model.path("tags"));
        fields.list("darktracemitretechniques", raw.path("mitre").path("techniques"));
        fields.copy("darktracedid", device.path("did"));
        fields.copy("darktracedevicehostname", device.path("hostname"));
        fields.copy("darktracedevicelabel", device.path("devicelabel"));
        fields.copy("darktracedeviceip", device.path("ip"));
        fields.copy("darktracedevicemac", device.path("macaddress"));
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

    private void number(String field, JsonNode value) {
        if (DarktraceNumber.decimal(value).isPresent()) {
            fields.set(field, value);
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
