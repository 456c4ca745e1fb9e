package soar.darktrace.feature.analyst;

import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of every command that puts incident events into a state. */
@Output(path = "eventId", type = STRING, description = "ID of the incident event.")
@Output(path = "response", type = STRING, description = "What became of it, in a sentence.")
@Output(path = "error.code", type = STRING, description = "Why it failed for this incident event of several: the code.")
@Output(path = "error.detail", type = STRING, description = "The failure and its remedy.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface EventStateOutputs {}
