package soar.darktrace.manifest;

import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.ArgumentSpec;
import soar.darktrace.command.CommandSpec;

/** The body of a command's request, typed after the command's arguments. */
final class RequestSchema {

    static final String PARAMS = "InstanceParameters";

    private RequestSchema() {}

    static Schema<Object> of(CommandSpec spec) {
        List<String> needed = spec.arguments().stream()
                .filter(ArgumentSpec::isNeeded)
                .map(ArgumentSpec::name)
                .toList();
        Schema<Object> arguments = JsonType.closedObject(needed);
        spec.arguments().forEach(argument -> arguments.addProperty(argument.name(), argument(argument)));
        Schema<Object> body = JsonType.closedObject(needed.isEmpty() ? List.of() : List.of("args"));
        body.addProperty("args", arguments);
        body.addProperty(
                "instance",
                JsonType.STRING.describedAs(
                        "Name of the Darktrace instance to ask; may be left out where there is only one."));
        body.addProperty("params", JsonType.reference(PARAMS));
        return body;
    }

    /** The settings of an instance that the request brings along. */
    static Schema<Object> params() {
        List<IntegrationParameter> parameters = IntegrationParameter.ofTheAppliance();
        Schema<Object> params = JsonType.closedObject(parameters.stream()
                .filter(parameter -> parameter.required() && parameter.defaultvalue() == null)
                .map(IntegrationParameter::name)
                .toList());
        params.setDescription("An instance that is not configured in the connector, instead of the name of one;"
                + " connector.request-instances.allowed-hosts must list its host.");
        parameters.forEach(parameter -> params.addProperty(parameter.name(), parameter(parameter)));
        return params;
    }

    private static Schema<Object> parameter(IntegrationParameter parameter) {
        Schema<Object> schema = (parameter.isYesOrNo() ? JsonType.BOOLEAN : JsonType.STRING)
                .describedAs(parameter.display() + "."
                        + (parameter.additionalinfo() == null ? "" : " " + parameter.additionalinfo()));
        if (parameter.isSecret()) {
            schema.setFormat("password");
            schema.setWriteOnly(true);
        }
        schema.setDefault(parameter.defaultvalue());
        return schema;
    }

    private static Schema<Object> argument(ArgumentSpec argument) {
        Schema<Object> schema = value(argument);
        if (argument.isArray()) {
            schema = JsonType.listOf(schema);
            schema.setMinItems(argument.isNeeded() ? 1 : null);
        }
        schema.setDescription(argument.description());
        if (argument.defaultValue() != null) {
            schema.setDefault(standard(argument, argument.defaultValue()));
        }
        return schema;
    }

    private static Schema<Object> value(ArgumentSpec argument) {
        return switch (argument.type()) {
            case STRING -> {
                Schema<Object> text = JsonType.STRING.schema();
                argument.predefined().forEach(text::addEnumItemObject);
                yield text;
            }
            case NUMBER -> {
                Schema<Object> number = JsonType.INTEGER.schema();
                number.setFormat("int64");
                number.setMinimum(decimal(argument.minimum()));
                number.setMaximum(decimal(argument.maximum()));
                yield number;
            }
            case BOOLEAN -> JsonType.BOOLEAN.schema();
            case DECIMAL -> {
                Schema<Object> number = JsonType.NUMBER.schema();
                number.setMinimum(decimal(argument.minimum()));
                number.setMaximum(decimal(argument.maximum()));
                yield number;
            }
            case DURATION -> JsonType.STRING.schema();
            case JSON -> new Schema<>();
        };
    }

    private static @Nullable BigDecimal decimal(@Nullable Long limit) {
        return limit == null ? null : BigDecimal.valueOf(limit);
    }

    private static Object standard(ArgumentSpec argument, String text) {
        return argument.isArray()
                ? Arrays.stream(text.split(","))
                        .map(item -> typed(argument, item.strip()))
                        .toList()
                : typed(argument, text);
    }

    private static Object typed(ArgumentSpec argument, String text) {
        return switch (argument.type()) {
            case STRING, DURATION, JSON -> text;
            case NUMBER -> Long.valueOf(text);
            case BOOLEAN -> Boolean.valueOf(text);
            case DECIMAL -> new BigDecimal(text);
        };
    }
}
