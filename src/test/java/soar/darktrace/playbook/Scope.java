package soar.darktrace.playbook;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What the tasks of a running playbook see, and how they write down what they want of it. */
record Scope(JsonNode incident, ObjectNode inputs, IncidentContext context) {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)}");

    /** What is at a path: below {@code incident}, below {@code inputs}, or else in the context. */
    JsonNode at(String path) {
        if (path.startsWith("incident.")) {
            return ContextPath.of(path.substring("incident.".length())).in(incident);
        }
        if (path.startsWith("inputs.")) {
            return ContextPath.of(path.substring("inputs.".length())).in(inputs);
        }
        return path.equals("incident") ? incident : context.at(path);
    }

    /** What {@code {simple: …}} or {@code {complex: …}} stands for; nothing where it says nothing. */
    JsonNode value(JsonNode expression) {
        return expression.has("complex")
                ? complex(expression.path("complex"))
                : filledIn(expression.path("simple").asString(""));
    }

    /** Whether any of each group holds. */
    boolean holds(JsonNode groups) {
        return groups.valueStream()
                .allMatch(
                        group -> group.valueStream().anyMatch(filter -> holds(filter, MissingNode.getInstance(), "")));
    }

    private boolean holds(JsonNode filter, JsonNode item, String root) {
        return Operator.of(filter.path("operator").asString())
                .holds(
                        side(filter.path("left"), item, root),
                        side(filter.path("right"), item, root),
                        filter.path("ignorecase").asBoolean(false));
    }

    /** A path in the context, which for a filter may lead into the item that is filtered; or a value as it is written. */
    private JsonNode side(JsonNode side, JsonNode item, String root) {
        JsonNode value = side.path("value");
        if (!side.path("iscontext").asBoolean(false) || value.has("complex")) {
            return value(value);
        }
        String path = value.path("simple").asString();
        return !root.isEmpty() && path.startsWith(root + ".")
                ? ContextPath.of(path.substring(root.length() + 1)).in(item)
                : at(path);
    }

    private JsonNode complex(JsonNode complex) {
        String root = complex.path("root").asString();
        Stream<JsonNode> items = ContextPath.items(at(root)).stream();
        for (JsonNode group : complex.path("filters")) {
            items = items.filter(item -> group.valueStream().anyMatch(filter -> holds(filter, item, root)));
        }
        List<JsonNode> filtered = items.toList();
        JsonNode value = ContextPath.of(complex.path("accessor").asString("")).in(ContextPath.oneOrMore(filtered));
        for (JsonNode step : complex.path("transformers")) {
            Transformer transformer = Transformer.of(step.path("operator").asString());
            // XSOAR hands nothing to a transformer; this one is there for that.
            if (transformer == Transformer.SET_IF_EMPTY || !value.isMissingNode()) {
                value = transformer.apply(
                        value, name -> text(side(step.path("args").path(name), MissingNode.getInstance(), "")));
            }
        }
        return value;
    }

    /** The value itself where the text is one reference, or the text with each reference replaced. */
    private JsonNode filledIn(String text) {
        Matcher reference = REFERENCE.matcher(text);
        if (reference.matches()) {
            return at(reference.group(1));
        }
        String filled =
                reference.reset().replaceAll((MatchResult match) -> Matcher.quoteReplacement(text(at(match.group(1)))));
        return filled.isEmpty() ? MissingNode.getInstance() : StringNode.valueOf(filled);
    }

    /** A value inside a text; a list or an object there is a fault of the playbook. */
    static String text(JsonNode value) {
        if (value.isContainer()) {
            throw new AssertionError("More than one value where there is room for one: " + value);
        }
        return value.isMissingNode() || value.isNull() ? "" : value.asString();
    }
}
