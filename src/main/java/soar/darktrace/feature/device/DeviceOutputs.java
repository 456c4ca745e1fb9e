package soar.darktrace.feature.device;

import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.AccountOutputs;
import soar.darktrace.command.EndpointOutputs;
import soar.darktrace.command.Output;

/** The outputs of every command that returns devices. */
@Output(path = "deviceId", type = NUMBER, description = "Darktrace device ID.")
@Output(path = "hostname", type = STRING, description = "Hostname of the device.")
@Output(path = "label", type = STRING, description = "Label of the device.")
@Output(path = "ip", type = STRING, description = "Latest IP address of the device.")
@Output(path = "ips", type = LIST, description = "List of the IP addresses of the device.")
@Output(path = "macaddress", type = STRING, description = "MAC address of the device.")
@Output(path = "vendor", type = STRING, description = "Vendor of the device.")
@Output(path = "os", type = STRING, description = "Operating system of the device.")
@Output(path = "typename", type = STRING, description = "Type of the device.")
@Output(path = "typelabel", type = STRING, description = "Type of the device for people.")
@Output(path = "sid", type = NUMBER, description = "ID of its subnet.")
@Output(path = "priority", type = NUMBER, description = "Priority of the device, −5 to 5; none means 0.")
@Output(path = "firstSeen", type = DATE, description = "When the device was first seen, UTC.")
@Output(path = "lastSeen", type = DATE, description = "When the device was last seen, UTC.")
@EndpointOutputs
@AccountOutputs
@Output(context = "Endpoint", path = "OS", type = STRING, description = "Operating system of the device.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface DeviceOutputs {}
