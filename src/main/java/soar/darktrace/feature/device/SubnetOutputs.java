package soar.darktrace.feature.device;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Output;

/** The outputs of every command that returns subnets. */
@Output(path = "sid", type = NUMBER, description = "ID of the subnet.")
@Output(path = "label", type = STRING, description = "Label of the subnet.")
@Output(path = "network", type = STRING, description = "Its addresses, such as 10.0.0.0/24.")
@Output(path = "dhcp", type = BOOLEAN, description = "Whether addresses are given by DHCP.")
@Output(path = "uniqueUsernames", type = BOOLEAN, description = "Whether devices are told apart by user names.")
@Output(path = "uniqueHostnames", type = BOOLEAN, description = "Whether devices are told apart by hostnames.")
@Output(path = "firstSeen", type = DATE, description = "When the subnet was first seen, UTC.")
@Output(path = "lastSeen", type = DATE, description = "When the subnet was last seen, UTC.")
@Output(path = "latitude", type = NUMBER, description = "Where the subnet is, from south to north.")
@Output(path = "longitude", type = NUMBER, description = "Where the subnet is, from west to east.")
@Output(path = "clientDevices", type = NUMBER, description = "Number of client devices.")
@Output(path = "serverDevices", type = NUMBER, description = "Number of servers.")
@Output(path = "icsDevices", type = NUMBER, description = "Number of industrial devices.")
@Output(
        path = "recentTrafficPercent",
        type = NUMBER,
        description = "Part of the recent traffic that is in sight, in percent.")
@Output(
        path = "confidence",
        type = NUMBER,
        description = "How sure Darktrace is of the network; −1 where it was given by hand.")
@Output(path = "dhcpQuality", type = NUMBER, description = "How well DHCP is seen.")
@Output(path = "dhcpCount", type = NUMBER, description = "Number of DHCP messages.")
@Output(path = "kerberosQuality", type = NUMBER, description = "How well Kerberos is seen.")
@Output(path = "kerberosCount", type = NUMBER, description = "Number of Kerberos messages.")
@Output(path = "lastDHCP", type = DATE, description = "When DHCP was last seen, UTC.")
@Output(path = "mostRecentTraffic", type = DATE, description = "When traffic was last seen, UTC.")
@Output(path = "shid", type = NUMBER, description = "ID of this version of the subnet.")
@Output(path = "auto", type = BOOLEAN, description = "Whether Darktrace found the subnet itself.")
@Output(path = "excluded", type = BOOLEAN, description = "Whether Darktrace leaves the traffic of the subnet out.")
@Output(path = "modelExcluded", type = BOOLEAN, description = "Whether models leave the devices of the subnet out.")
@Columns({"sid", "label", "network", "dhcp", "clientDevices", "serverDevices", "excluded", "modelExcluded", "lastSeen"})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface SubnetOutputs {}
