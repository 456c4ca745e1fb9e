package soar.darktrace.feature.status;

import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.OBJECT;
import static soar.darktrace.command.OutputType.STRING;
import static soar.darktrace.command.OutputType.UNKNOWN;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Output;

/** The outputs of how an appliance and its probes are. */
@Output(path = "hostname", type = STRING, description = "Hostname of the appliance.")
@Output(path = "version", type = STRING, description = "Version of Darktrace.")
@Output(path = "type", type = STRING, description = "What it is, such as master.")
@Output(path = "time", type = DATE, description = "Its time, UTC.")
@Output(path = "uptime", type = STRING, description = "How long its software has been running, hours:minutes:seconds.")
@Output(path = "load", type = NUMBER, description = "Its load in percent.")
@Output(path = "cpu", type = NUMBER, description = "Its use of the processors in percent.")
@Output(path = "memoryUsed", type = NUMBER, description = "Its use of the memory in percent.")
@Output(path = "diskUtilization", type = NUMBER, description = "Its use of the disk in percent.")
@Output(path = "bandwidthCurrent", type = NUMBER, description = "The traffic that it gets, in bits a second.")
@Output(path = "modelsUpdated", type = DATE, description = "When its models were updated, UTC.")
@Output(path = "licenseCounts", type = OBJECT, description = "What its license counts.")
@Output(path = "subnets", type = UNKNOWN, description = "The subnets that it sees.")
@Output(path = "interfaces", type = LIST, description = "List of its network interfaces: name, state.")
@Output(path = "probes", type = LIST, description = "List of its probes, with the same members.")
@Output(path = "instances", type = LIST, description = "List of the appliances below it, with the same members.")
@Output(path = "problems", type = LIST, description = "List of what somebody should look at, in words.")
@Output(path = "details", type = OBJECT, description = "Everything else that Darktrace says of it.")
@Columns({
    "hostname",
    "version",
    "type",
    "time",
    "load",
    "memoryUsed",
    "diskUtilization",
    "bandwidthCurrent",
    "modelsUpdated",
    "problems"
})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface StatusOutputs {}
