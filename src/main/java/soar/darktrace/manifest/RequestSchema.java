package soar.darktrace.manifest;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.ArgumentSpec;
import soar.darktrace.command.ArgumentType;
import soar.darktrace.command.CommandHelp;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.InstanceParameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The body of a command's request, typed after the command's arguments. */
final class RequestSchema {

    static final String PARAMS = "InstanceParameters";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RequestSchema() {}

    static ObjectNode of(CommandSpec spec) {
        List<ArgumentSpec> needed =
                spec.arguments().stream().filter(ArgumentSpec::isNeeded).toList();
        ObjectNode arguments = JsonType.tree();
        spec.arguments().forEach(argument -> {
            arguments.set(argument.name(), argument(argument));
            argument.aliases().forEach(alias -> arguments.set(alias, argument(argument)));
        });
        ObjectNode members = JsonType.tree().set("args", arguments(arguments, needed));
        members.set(
                        "instance",
                        JsonType.STRING.describedAs(
                                spec.isForService()
                                        ? "Ignored: the command is for this service itself."
                                        : "Name of the Darktrace instance to ask; may be left out where there is only"
                                                + " one."))
                .set("params", JsonType.reference(PARAMS));
        return JsonType.closedObject(members, needed.isEmpty() ? List.of() : List.of("args"));
    }

    /** An argument that has aliases is there under one of its names. */
    private static ObjectNode arguments(ObjectNode members, List<ArgumentSpec> needed) {
        ObjectNode schema = JsonType.closedObject(
                members,
                needed.stream()
                        .filter(argument -> argument.aliases().isEmpty())
                        .map(ArgumentSpec::name)
                        .toList());
        needed.stream().filter(argument -> !argument.aliases().isEmpty()).forEach(argument -> {
            ArrayNode names = schema.withArray("allOf").addObject().putArray("anyOf");
            Stream.concat(Stream.of(argument.name()), argument.aliases().stream())
                    .forEach(name -> names.addObject().putArray("required").add(name));
        });
        return schema;
    }

    /** A body with the arguments that are needed. */
    static ObjectNode example(CommandSpec spec) {
        ObjectNode arguments = JsonType.tree();
        new CommandHelp(spec).samples().forEach(arguments::put);
        return JsonType.tree().set("args", arguments);
    }

    /** The settings of an instance that the request brings along. */
    static ObjectNode params() {
        List<IntegrationParameter> parameters = ApplianceParameters.all();
        ObjectNode members = JsonType.tree();
        parameters.forEach(parameter -> members.set(parameter.name(), parameter(parameter)));
        InstanceParameters.names().stream()
                .filter(name -> !members.has(name))
                .forEach(name -> members.set(
                        name, JsonType.STRING.describedAs("As in the configuration of the connector, see README.")));
        List<String> required = parameters.stream()
                .filter(parameter -> parameter.required() && parameter.defaultvalue() == null)
                .map(IntegrationParameter::name)
                .toList();
        return JsonType.closedObject(members, required)
                .put(
                        "description",
                        "An instance that is not configured in the connector, instead of the name of one;"
                                + " connector.request-instances.allowed-hosts must list its host.");
    }

    private static ObjectNode parameter(IntegrationParameter parameter) {
        ObjectNode schema = (parameter.isYesOrNo() ? JsonType.BOOLEAN : JsonType.STRING)
                .describedAs(parameter.display() + "."
                        + (parameter.additionalinfo() == null ? "" : " " + parameter.additionalinfo()));
        if (parameter.isSecret()) {
            schema.put("format", "password").put("writeOnly", true);
        }
        String standard = parameter.defaultvalue();
        if (standard != null && parameter.isYesOrNo()) {
            return schema.put("default", Boolean.parseBoolean(standard));
        }
        return standard == null ? schema : schema.put("default", standard);
    }

    static ObjectNode argument(ArgumentSpec argument) {
        ObjectNode schema = value(argument);
        if (argument.isArray()) {
            ObjectNode list = JsonType.tree().set("items", schema);
            // A single value is a list of one; a text is a list separated by commas, or JSON.
            list.putArray("type").add("array").add("string");
            if (argument.type() == ArgumentType.NUMBER) {
                list.withArray("type").add("integer");
            }
            schema = argument.isNeeded() ? list.put("minItems", 1) : list;
        }
        schema.put("description", argument.description());
        return argument.defaultValue() == null
                ? schema
                : schema.set("default", standard(argument, argument.defaultValue()));
    }

    private static ObjectNode value(ArgumentSpec argument) {
        return switch (argument.type()) {
            case STRING -> {
                ObjectNode text = JsonType.STRING.schema();
                if (!argument.predefined().isEmpty()) {
                    argument.predefined().forEach(text.putArray("enum")::add);
                }
                yield text;
            }
            case NUMBER -> limited(JsonType.INTEGER.orText().put("format", "int64"), argument);
            case BOOLEAN -> JsonType.BOOLEAN.orText();
            case DECIMAL -> limited(JsonType.NUMBER.orText(), argument);
            case DURATION -> JsonType.INTEGER.orText();
            case JSON -> JsonType.tree();
        };
    }

    private static ObjectNode limited(ObjectNode number, ArgumentSpec argument) {
        putLimit(number, "minimum", argument.minimum());
        putLimit(number, "maximum", argument.maximum());
        return number;
    }

    private static void putLimit(ObjectNode number, String keyword, @Nullable Long limit) {
        if (limit != null) {
            number.put(keyword, limit);
        }
    }

    private static JsonNode standard(ArgumentSpec argument, String text) {
        if (!argument.isArray()) {
            return typed(argument, text);
        }
        ArrayNode items = NODES.arrayNode();
        Arrays.stream(text.split(",")).forEach(item -> items.add(typed(argument, item.strip())));
        return items;
    }

    private static JsonNode typed(ArgumentSpec argument, String text) {
        return switch (argument.type()) {
            case STRING, DURATION, JSON -> NODES.stringNode(text);
            case NUMBER -> NODES.numberNode(Long.parseLong(text));
            case BOOLEAN -> NODES.booleanNode(Boolean.parseBoolean(text));
            case DECIMAL -> NODES.numberNode(new BigDecimal(text));
        };
    }
}
