package soar.darktrace.feature.device;

import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;
import static soar.darktrace.command.OutputType.UNKNOWN;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of what a device connected to. */
@Output(type = UNKNOWN, description = "Connections of the device in the last 4 weeks, ready to be drawn as a graph.")
@Output(
        path = "deviceInfo",
        type = UNKNOWN,
        description = "One entry for the device and each similar device asked for.")
@Output(path = "devices", type = UNKNOWN, description = "Details of the devices referred to, with full_device_details.")
@Output(path = "devices.did", type = NUMBER, description = "Darktrace device ID.")
@Output(path = "devices.hostname", type = STRING, description = "Hostname of the device.")
@Output(path = "devices.devicelabel", type = STRING, description = "Label of the device.")
@Output(path = "devices.ip", type = STRING, description = "IP address of the device.")
@Output(context = "Endpoint", path = "ID", type = STRING, description = "Darktrace device ID.")
@Output(context = "Endpoint", path = "Vendor", type = STRING, description = "Darktrace.")
@Output(context = "Endpoint", path = "Hostname", type = STRING, description = "Hostname of the device.")
@Output(context = "Endpoint", path = "IPAddress", type = STRING, description = "IP address of the device.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface DeviceConnectionOutputs {}
