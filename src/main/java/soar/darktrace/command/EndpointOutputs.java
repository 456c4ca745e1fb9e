package soar.darktrace.command;

import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The devices of a result at the path that XSOAR shares. */
@Output(context = "Endpoint", path = "ID", type = STRING, description = "Darktrace device ID.")
@Output(context = "Endpoint", path = "Vendor", type = STRING, description = "Darktrace.")
@Output(context = "Endpoint", path = "Hostname", type = STRING, description = "Hostname of the device.")
@Output(context = "Endpoint", path = "IPAddress", type = STRING, description = "Latest IP address of the device.")
@Output(context = "Endpoint", path = "MACAddress", type = STRING, description = "MAC address of the device.")
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EndpointOutputs {}
