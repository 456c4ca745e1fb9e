package soar.darktrace.feature.device;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.DeviceApi;
import soar.darktrace.api.ModelApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;
import soar.darktrace.policy.Permission;
import soar.darktrace.policy.Permissions;

@Command(
        name = "darktrace-update-device",
        description =
                "Changes label, priority or type of a device. Priority and type move scores: they need devices.update.",
        context = "Darktrace.Device",
        key = "deviceId",
        effect = Effect.CHANGES)
@ChangedDeviceOutputs
class UpdateDevice implements DarktraceCommand<UpdateDevice.Arguments> {

    record Arguments(
            @Argument(value = "Darktrace device ID.", aliases = "deviceId") @Positive
            long did,

            @Argument("New label of the device.") @Nullable String label,

            @Argument("New priority of the device, −5 to 5.") @Min(-5) @Max(5) @Nullable
            Long priority,

            @Argument("New type of the device: a code or a name of the enum sourcedevicetypes, such as Server.")
            @Nullable
            String type) {}

    private final Permissions permissions;

    UpdateDevice(Permissions permissions) {
        this.permissions = permissions;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        if (arguments.label() == null && arguments.priority() == null && arguments.type() == null) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT, "label", "darktrace-update-device needs label, priority or type.");
        }
        if (arguments.priority() != null || arguments.type() != null) {
            permissions.require(darktrace, Permission.UPDATE_DEVICES);
        }
        DeviceApi api = darktrace.api(DeviceApi.class);
        return DeviceType.of(darktrace.api(ModelApi.class), arguments.type())
                .flatMap(type ->
                        new DeviceChange(arguments.did(), arguments.label(), arguments.priority(), type).settled(api));
    }
}
