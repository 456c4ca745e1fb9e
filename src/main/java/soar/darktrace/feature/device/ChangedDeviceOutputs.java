package soar.darktrace.feature.device;

import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of a device that was changed, as reading it back shows. */
@Output(path = "deviceId", type = NUMBER, description = "Darktrace device ID.")
@Output(path = "label", type = STRING, description = "Label of the device, as reading it back shows.")
@Output(path = "priority", type = NUMBER, description = "Priority of the device, as reading it back shows.")
@Output(path = "typelabel", type = STRING, description = "Type of the device, as reading it back shows.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface ChangedDeviceOutputs {}
