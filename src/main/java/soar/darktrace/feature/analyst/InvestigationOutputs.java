package soar.darktrace.feature.analyst;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of every command that returns investigations. */
@Output(path = "investigationId", type = STRING, description = "ID of the investigation.")
@Output(path = "status", type = STRING, description = "Its state: pending, processing or finished.")
@Output(path = "did", type = NUMBER, description = "Darktrace device ID of the device.")
@Output(path = "investigationTime", type = DATE, description = "The time around which it looks, about an hour, UTC.")
@Output(path = "time", type = DATE, description = "When it was asked for, UTC.")
@Output(path = "createdBy", type = STRING, description = "Who asked for it.")
@Output(path = "pbid", type = NUMBER, description = "The model breach that Darktrace raised for it.")
@Output(path = "finding", type = BOOLEAN, description = "Whether it found something, once it is finished.")
@Output(path = "incidentId", type = STRING, description = "ID of the incident event that it found.")
@Output(
        path = "incidents",
        type = LIST,
        description = "The incident events that it found, each with its uuid, summariser and related model breaches.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface InvestigationOutputs {}
