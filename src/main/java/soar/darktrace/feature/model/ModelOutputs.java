package soar.darktrace.feature.model;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of every command that returns models. */
@Output(path = "name", type = STRING, description = "Name of the model, with its folders.")
@Output(path = "pid", type = NUMBER, description = "ID of the model.")
@Output(path = "uuid", type = STRING, description = "UUID of the model.")
@Output(path = "active", type = BOOLEAN, description = "Whether the model is on.")
@Output(path = "priority", type = NUMBER, description = "Priority of the model, 0 to 5.")
@Output(path = "category", type = STRING, description = "Informational, Suspicious, Compliance or Critical.")
@Output(path = "compliance", type = BOOLEAN, description = "Whether the model is about compliance.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface ModelOutputs {}
