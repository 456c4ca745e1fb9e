package soar.darktrace.feature.device;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.ModelApi;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import tools.jackson.databind.JsonNode;

/**
 * A type of device, as the enum {@code sourcedevicetypes} has it.
 *
 * @param code null where the type stays
 */
record DeviceType(@Nullable String code, @Nullable String name) {

    private static final DeviceType UNCHANGED = new DeviceType(null, null);

    /** Finds the type by its code or its name. */
    static Mono<DeviceType> of(ModelApi api, @Nullable String text) {
        if (text == null) {
            return Mono.just(UNCHANGED);
        }
        return api.enums("sourcedevicetypes")
                .map(answer -> answer.valueStream()
                        .flatMap(JsonNode::valueStream)
                        .filter(type -> is(type.path("code"), text) || is(type.path("name"), text))
                        .findFirst()
                        .map(type -> new DeviceType(
                                type.path("code").asString(""),
                                type.path("name").asString("")))
                        .orElseThrow(() -> new CommandException(
                                Reason.INVALID_ARGUMENT,
                                "type",
                                "type must be one of those that darktrace-get-enums type=sourcedevicetypes shows, but is "
                                        + text + ".")));
    }

    private static boolean is(JsonNode value, String text) {
        return value.asString("").equalsIgnoreCase(text.strip());
    }
}
