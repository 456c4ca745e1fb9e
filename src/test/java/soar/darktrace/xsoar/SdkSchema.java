package soar.darktrace.xsoar;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A schema of demisto-sdk's, in as much of pykwalify's language as those schemas use: {@code type}, {@code mapping} with
 * {@code regex;(…)} keys, {@code allowempty} (other keys are allowed), {@code sequence}, {@code required}, {@code enum}
 * and {@code include} of a part named {@code schema;…}.
 */
public final class SdkSchema {

    private static final Path FOLDER =
            Path.of(System.getProperty("basedir", "")).resolve("test-data/xsoar-schemas");
    private static final String REGEX = "regex;";

    private final JsonNode schema;

    private SdkSchema(JsonNode schema) {
        this.schema = schema;
    }

    /** The schema of that name: {@code playbook}, {@code integration}, {@code incidentfield} and so on. */
    public static SdkSchema of(String name) {
        return new SdkSchema(
                new YAMLMapper().readTree(FOLDER.resolve(name + ".yml").toFile()));
    }

    /** What is wrong with a document, each with the path of the place; nothing where all is well. */
    public List<String> problems(JsonNode document) {
        List<String> problems = new ArrayList<>();
        check(document, schema, "", problems);
        return problems;
    }

    private void check(JsonNode value, JsonNode givenRule, String path, List<String> problems) {
        JsonNode rule = resolved(givenRule);
        String type = rule.path("type").asString("str");
        if (value.isNull()) {
            // A key without a value is a problem of the mapping that requires it.
            if (type.equals("map")) {
                problems.add(path + " is empty, not a mapping");
            }
        } else if (type.equals("map")) {
            checkMapping(value, rule, path, problems);
        } else if (type.equals("seq")) {
            checkSequence(value, rule, path, problems);
        } else {
            checkScalar(value, rule, type, path, problems);
        }
    }

    private JsonNode resolved(JsonNode rule) {
        if (!rule.has("include")) {
            return rule;
        }
        JsonNode part = schema.path("schema;" + rule.path("include").asString());
        if (part.isMissingNode()) {
            throw new IllegalStateException("No part of the schema is named " + rule.path("include"));
        }
        return part;
    }

    private void checkMapping(JsonNode value, JsonNode rule, String path, List<String> problems) {
        if (!value.isObject()) {
            problems.add(path + " is " + value + ", not a mapping");
            return;
        }
        if (!rule.has("mapping")) {
            return;
        }
        JsonNode rules = rule.path("mapping");
        rules.forEachEntry((key, keyRule) -> {
            // pykwalify drops what an include stands beside and asks whether the part is required; none is.
            if (keyRule.path("required").asBoolean(false) && !keyRule.has("include") && !value.hasNonNull(key)) {
                problems.add(path + " lacks " + key);
            }
        });
        value.forEachEntry((key, item) -> {
            List<JsonNode> matching = rulesOf(key, rules);
            if (matching.isEmpty() && !rule.path("allowempty").asBoolean(false)) {
                problems.add(path + " has an unknown key " + key);
            }
            matching.forEach(keyRule -> check(item, keyRule, path + "/" + key, problems));
        });
    }

    private static List<JsonNode> rulesOf(String key, JsonNode rules) {
        return rules.has(key)
                ? List.of(rules.get(key))
                : rules.propertyStream()
                        .filter(rule -> rule.getKey().startsWith(REGEX))
                        .filter(rule -> Pattern.compile(rule.getKey().substring(REGEX.length()))
                                .matcher(key)
                                .find())
                        .map(rule -> rule.getValue())
                        .toList();
    }

    private void checkSequence(JsonNode value, JsonNode rule, String path, List<String> problems) {
        if (!value.isArray()) {
            problems.add(path + " is " + value + ", not a list");
            return;
        }
        for (int i = 0; i < value.size(); i++) {
            check(value.get(i), rule.path("sequence").path(0), path + "/" + i, problems);
        }
    }

    private static void checkScalar(JsonNode value, JsonNode rule, String type, String path, List<String> problems) {
        boolean fits = switch (type) {
            case "any" -> true;
            case "bool" -> value.isBoolean();
            case "int" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "str" -> value.isString();
            case "text" -> value.isString() || value.isNumber();
            default -> throw new IllegalStateException("The schema has an unknown type: " + type);
        };
        if (!fits) {
            problems.add(path + " is " + value + ", not of type " + type);
        }
        JsonNode allowed = rule.path("enum");
        if (!allowed.isEmpty() && allowed.valueStream().noneMatch(value::equals)) {
            problems.add(path + " is " + value + ", not one of " + allowed);
        }
    }
}
