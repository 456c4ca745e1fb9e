package soar.darktrace.feature.device;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Device;
import soar.darktrace.api.DeviceApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A change of a device. Whatever is answered, the device is read: it shows what it has now. */
record DeviceChange(
        long did, @Nullable String label, @Nullable Long priority, DeviceType type) {

    Mono<CommandResult> settled(DeviceApi api) {
        return api.update(new DeviceApi.DeviceUpdate(did, label, priority, type.code()))
                .map(answer -> {
                    DarktraceAnswer.requireSuccess(answer, "Darktrace refused to change device " + did + ".");
                    return Optional.<DarktraceException>empty();
                })
                .onErrorResume(
                        DarktraceException.class,
                        failure -> failure.mayBeDone() ? Mono.just(Optional.of(failure)) : Mono.error(failure))
                .flatMap(lost -> readBack(api, lost));
    }

    private Mono<CommandResult> readBack(DeviceApi api, Optional<DarktraceException> lost) {
        return api.device(did)
                .map(answer -> Device.in(answer, did))
                .onErrorMap(unread ->
                        lost.map(failure -> failure.unsettledBy(unread)).orElseGet(() -> unseen(unread)))
                .map(device -> {
                    if (!isMade(device) && lost.isPresent()) {
                        throw lost.get();
                    }
                    return result(device, lost.isPresent());
                });
    }

    private DarktraceException unseen(Throwable unread) {
        return new DarktraceException(
                Kind.OUTCOME_UNKNOWN,
                "Darktrace said that device " + did + " was changed, but it cannot be read back: "
                        + unread.getMessage());
    }

    private boolean isMade(Device device) {
        return (label == null || label.equals(device.label()))
                && (priority == null || priority == device.priority())
                && (type.name() == null
                        || type.name()
                                .equalsIgnoreCase(
                                        device.source().path("typelabel").asString("")));
    }

    private CommandResult result(Device device, boolean isLost) {
        ObjectNode outputs = JsonNodeFactory.instance
                .objectNode()
                .put("deviceId", did)
                .put("label", device.label())
                .put("priority", device.priority());
        if (device.source().hasNonNull("typelabel")) {
            outputs.set("typelabel", device.source().get("typelabel"));
        }
        List<String> warnings = isMade(device)
                ? isLost
                        ? List.of("The answer was lost; reading back shows the device as it was asked for.")
                        : List.of()
                : List.of("Darktrace took the change, but shows device " + did + " otherwise than asked for.");
        return CommandResult.of("Darktrace Device " + did + " Updated", outputs).warning(warnings);
    }
}
