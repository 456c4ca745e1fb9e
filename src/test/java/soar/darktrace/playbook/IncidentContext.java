package soar.darktrace.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The context of an incident or of a sub-playbook. What a command puts into it is merged by XSOAR's rules: an entry that
 * the key's condition selects is updated, any other is added; without a condition it is always added.
 */
final class IncidentContext {

    /** {@code Path(condition).rest}; condition and rest may be missing. */
    private static final Pattern EXPRESSION = Pattern.compile("([^(]+)(?:\\((.*)\\))?(?:\\.([^)]*))?");

    private final ObjectNode root = JsonNodeFactory.instance.objectNode();

    JsonNode at(String path) {
        return ContextPath.of(path).in(root);
    }

    /** What an expression such as {@code Darktrace.Action(val.state == 'active').codeid} finds. */
    JsonNode select(String expression) {
        Matcher parts = parts(expression);
        Selector selector = Selector.of(parts.group(2));
        return ContextPath.of(parts.group(3))
                .in(ContextPath.oneOrMore(ContextPath.items(at(parts.group(1))).stream()
                        .filter(entry -> selector.selects(entry, entry))
                        .toList()));
    }

    /** Overwrites what is at a path. */
    void put(String path, JsonNode value) {
        int dot = path.lastIndexOf('.');
        ObjectNode parent = root;
        if (dot >= 0) {
            for (String key : ContextPath.of(path.substring(0, dot)).keys()) {
                parent = parent.withObjectProperty(key);
            }
        }
        parent.set(path.substring(dot + 1), value.deepCopy());
    }

    /**
     * Adds to what is at a path, as a sub-playbook's output is added. What XSOAR does where there is something already is not
     * documented for every case; here it becomes a list, so that a playbook that does not clear the path first is noticed.
     */
    void append(String path, JsonNode value) {
        int dot = path.lastIndexOf('.');
        if (dot >= 0 && at(path.substring(0, dot)) instanceof ArrayNode entries) {
            ArrayNode more = entries.deepCopy();
            more.addObject().set(path.substring(dot + 1), value.deepCopy());
            put(path.substring(0, dot), more);
            return;
        }
        List<JsonNode> values = new ArrayList<>(ContextPath.items(at(path)));
        ContextPath.items(value).forEach(values::add);
        put(path, ContextPath.oneOrMore(values));
    }

    /** Deletes what is at a path, if there is anything. */
    void remove(String path) {
        int dot = path.lastIndexOf('.');
        JsonNode parent = dot < 0 ? root : at(path.substring(0, dot));
        if (parent instanceof ObjectNode object) {
            object.remove(path.substring(dot + 1));
        }
    }

    /** Merges the {@code entry_context} of a command's answer. */
    void merge(JsonNode entryContext) {
        entryContext.forEachEntry(this::merge);
    }

    private void merge(String key, JsonNode value) {
        Matcher parts = parts(key);
        List<JsonNode> entries = new ArrayList<>(ContextPath.items(at(parts.group(1))));
        for (JsonNode item : ContextPath.items(value)) {
            List<JsonNode> known = parts.group(2) == null
                    ? List.of()
                    : entries.stream()
                            .filter(entry -> Selector.of(parts.group(2)).selects(entry, item))
                            .toList();
            known.forEach(entry -> ((ObjectNode) entry).setAll((ObjectNode) item.deepCopy()));
            if (known.isEmpty()) {
                entries.add(item.deepCopy());
            }
        }
        if (!entries.isEmpty()) {
            put(parts.group(1), ContextPath.oneOrMore(entries));
        }
    }

    private static Matcher parts(String expression) {
        Matcher parts = EXPRESSION.matcher(expression);
        if (!parts.matches()) {
            throw new AssertionError("Not understood as a context path: " + expression);
        }
        return parts;
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
