package soar.darktrace.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import soar.darktrace.network.AsciiJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What callers and Darktrace wrote, as it may stand in the audit: without secrets, and no longer than its columns. */
final class AuditText {

    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?is).*(token|passw|pwd|secret|credential|authori[sz]ation|cookie|signature).*|params|(.*[_-])?keys?|.*(api|private|public)key.*");

    /** API keys of this service, and what stands behind the word of a header. */
    private static final Pattern SECRET =
            Pattern.compile("dtc_[A-Za-z0-9_-]{20,}|(?i)(?<=bearer )[A-Za-z0-9._~+/=-]{8,}");

    private static final String REDACTED = "[REDACTED]";
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");
    private static final Pattern LINES = Pattern.compile("\\s+");
    private static final int LONGEST_VALUE = 500;
    private static final int LONGEST_JSON = 8_000;
    private static final int MOST_ITEMS = 200;
    private static final int DEEPEST = 8;

    private AuditText() {}

    /** One line of so many characters at most. */
    static String line(String text, int longest) {
        return several(LINES.matcher(cut(text, longest)).replaceAll(" "), longest);
    }

    /** The same, whose lines stay. */
    static String several(String text, int longest) {
        String cut = cut(text, longest);
        String safe = CONTROL.matcher(whole(cut)).replaceAll("\uFFFD");
        return cut(SECRET.matcher(safe).replaceAll(REDACTED), longest);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    /** PostgreSQL takes no half characters, and would give back another text than the one that was signed. */
    private static String whole(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
                .forEach(code -> whole.appendCodePoint(
                        code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE ? '\uFFFD' : code));
        return whole.toString();
    }

    /**
     * Arguments as a JSON object in ASCII. Where they are too long together the longest are left out, so that nobody hides a
     * short one, such as a device, behind a long one that means nothing.
     */
    static String json(Map<String, JsonNode> arguments) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        arguments.entrySet().stream().limit(MOST_ITEMS).forEach(argument -> {
            String name = line(argument.getKey(), LONGEST_VALUE);
            kept.set(name, redacted(name, argument.getValue(), 0));
        });
        Map<String, Integer> lengths = new HashMap<>();
        kept.forEachEntry((name, value) -> lengths.put(name, length(name, value)));
        int left = LONGEST_JSON;
        for (String name : shortestFirst(lengths)) {
            int length = length(name, kept.path(name));
            if (length > left) {
                JsonNode omitted = StringNode.valueOf("… " + length + " characters");
                length = length(name, omitted);
                kept.set(name, omitted);
            }
            if (length > left) {
                kept.remove(name);
            } else {
                left -= length;
            }
        }
        if (kept.size() < arguments.size()) {
            kept.put("…", arguments.size() - kept.size() + " more");
        }
        return AsciiJson.MAPPER.writeValueAsString(kept);
    }

    private static List<String> shortestFirst(Map<String, Integer> lengths) {
        return lengths.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int length(String name, JsonNode value) {
        return AsciiJson.MAPPER.writeValueAsString(name).length()
                + AsciiJson.MAPPER.writeValueAsString(value).length()
                + 2;
    }

    private static JsonNode redacted(String name, @Nullable JsonNode value, int depth) {
        if (value == null || value.isNull()) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (SECRET_NAME.matcher(name).matches()) {
            return StringNode.valueOf(REDACTED);
        }
        if (value.isString()) {
            return text(value.asString(), depth);
        }
        if (depth > DEEPEST) {
            return StringNode.valueOf("…");
        }
        if (value instanceof ArrayNode array) {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            array.valueStream().limit(MOST_ITEMS).forEach(item -> kept.add(redacted("", item, depth + 1)));
            return array.size() > MOST_ITEMS ? kept.add("… " + (array.size() - MOST_ITEMS) + " more") : kept;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode kept = JsonNodeFactory.instance.objectNode();
            object.properties().stream().limit(MOST_ITEMS).forEach(member -> {
                String key = line(member.getKey(), LONGEST_VALUE);
                kept.set(key, redacted(key, member.getValue(), depth + 1));
            });
            return kept;
        }
        String number = value.toString();
        return number.length() > LONGEST_VALUE ? StringNode.valueOf(cut(number, LONGEST_VALUE)) : value;
    }

    /** JSON in a string, as SOARs send it, may have secrets by name; where it is too long to be read, it is left out. */
    private static JsonNode text(String text, int depth) {
        String start = text.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return StringNode.valueOf(several(text.strip(), LONGEST_VALUE));
        }
        if (text.length() > LONGEST_JSON || depth > DEEPEST) {
            return StringNode.valueOf("… " + text.length() + " characters of JSON");
        }
        try {
            return StringNode.valueOf(cut(
                    AsciiJson.MAPPER.writeValueAsString(redacted("", AsciiJson.MAPPER.readTree(text), depth + 1)),
                    LONGEST_VALUE));
        } catch (JacksonException e) {
            return StringNode.valueOf(several(text, LONGEST_VALUE));
        }
    }
}
