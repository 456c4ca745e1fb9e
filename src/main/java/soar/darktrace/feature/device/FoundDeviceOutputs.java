package soar.darktrace.feature.device;

import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;
import static soar.darktrace.command.OutputType.UNKNOWN;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.AccountOutputs;
import soar.darktrace.command.EndpointOutputs;
import soar.darktrace.command.Output;

/** The outputs of a search for devices. */
@Output(type = UNKNOWN, description = "The devices found.")
@Output(path = "totalCount", type = NUMBER, description = "Number of devices that match the query.")
@Output(path = "displayedCount", type = NUMBER, description = "Number of devices returned.")
@Output(path = "devices.did", type = NUMBER, description = "Darktrace device ID.")
@Output(path = "devices.hostname", type = STRING, description = "Hostname of the device.")
@Output(path = "devices.ip", type = STRING, description = "IP address of the device.")
@Output(path = "devices.macaddress", type = STRING, description = "MAC address of the device.")
@Output(path = "devices.firstSeen", type = DATE, description = "When the device was first seen, UTC.")
@Output(path = "devices.lastSeen", type = DATE, description = "When the device was last seen, UTC.")
@EndpointOutputs
@AccountOutputs
@Output(context = "Endpoint", path = "OS", type = STRING, description = "Operating system of the device.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface FoundDeviceOutputs {}
