package soar.darktrace.feature.network;

import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.OBJECT;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Output;

/** The outputs of the views of what Darktrace sees in numbers. */
@Output(path = "devicecount", type = OBJECT, description = "Number of devices by type.")
@Output(path = "subnets", type = NUMBER, description = "Number of subnets.")
@Output(path = "patterns", type = NUMBER, description = "Number of patterns of life.")
@Output(path = "usercredentialcount", type = NUMBER, description = "Number of user credentials.")
@Output(path = "bandwidth", type = LIST, description = "List of the bandwidth over time, in KB.")
@Output(path = "antigenaDevices", type = NUMBER, description = "Number of devices on which RESPOND acts.")
@Output(path = "antigenaActions", type = NUMBER, description = "Number of RESPOND actions.")
@Output(path = "eventType", type = STRING, description = "With event_type: which events are counted.")
@Output(path = "events", type = LIST, description = "With event_type: list of the number of events over time.")
@Output(path = "mitreTactics", type = LIST, description = "With mitre_tactics: list of the tactics with their counts.")
@Output(path = "modelCount", type = NUMBER, description = "With mitre_tactics: how often models were tested.")
@Output(path = "totalCount", type = NUMBER, description = "With mitre_tactics: how many events were looked at.")
@Output(path = "startTime", type = DATE, description = "With mitre_tactics: since when, UTC.")
@Columns({
    "devicecount.total",
    "devicecount.totalClient",
    "devicecount.totalServer",
    "subnets",
    "usercredentialcount",
    "patterns",
    "antigenaDevices",
    "antigenaActions"
})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface SummaryOutputs {}
