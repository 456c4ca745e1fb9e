package soar.darktrace.feature.network;

import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Output;

/** The outputs of the metrics of a device over time. */
@Output(path = "metric", type = STRING, description = "Name of the metric.")
@Output(path = "did", type = NUMBER, description = "Darktrace device ID of the device.")
@Output(path = "points", type = LIST, description = "List of the values, each with its time, size, in and out.")
@Output(
        path = "breaches",
        type = LIST,
        description = "List of the model breaches in that time, with breach_times: pbid, pid, name, score, time.")
@Columns({"metric", "points.time", "points.size", "points.in", "points.out"})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface MetricDataOutputs {}
