package soar.darktrace.fetch;

import java.util.List;
import soar.darktrace.client.DarktraceNumber;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code CustomFields} of an incident, by the names of the pack's incident fields. What is unknown is left out, and what is
 * too long is cut.
 *
 * @param fields to be filled
 */
public record CustomFields(ObjectNode fields) {

    private static final int LONGEST = 2_000;
    private static final int LONGEST_OF_A_LIST = 200;
    private static final int MOST_OF_A_LIST = 100;

    public CustomFields() {
        this(JsonNodeFactory.instance.objectNode());
    }

    /** A text, or what can be written as one. */
    public void copy(String field, JsonNode value) {
        String text = value.asString("");
        if (!text.isBlank()) {
            fields.put(field, ShortText.cut(text, LONGEST));
        }
    }

    public void number(String field, JsonNode value) {
        if (DarktraceNumber.decimal(value).isPresent()) {
            fields.set(field, value);
        }
    }

    /** A share of one as a percentage: 0.729 becomes 72.9. */
    public void percentage(String field, JsonNode value) {
        DarktraceNumber.decimal(value).ifPresent(share -> fields.put(field, share.movePointRight(2)));
    }

    public void list(String field, JsonNode values) {
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

    /** What is odd about the item. */
    public void warnings(List<String> oddities) {
        if (!oddities.isEmpty()) {
            fields.put("darktracewarnings", String.join(" ", oddities));
        }
    }
}
