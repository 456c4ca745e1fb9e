package soar.darktrace.feature.intel;

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

/** The outputs of every command that returns what is watched. */
@Output(path = "name", type = STRING, description = "The domain, host, IP address or range.")
@Output(path = "source", type = STRING, description = "The source that has it: the list of which it is one.")
@Output(path = "watched", type = BOOLEAN, description = "Whether it is watched.")
@Output(path = "description", type = STRING, description = "Why it is watched.")
@Output(path = "strength", type = NUMBER, description = "How sure its source is, 0 to 100.")
@Output(path = "respond", type = BOOLEAN, description = "Whether RESPOND acts on sight of it.")
@Output(path = "expiry", type = DATE, description = "When it vanishes from the list, UTC, where it does.")
@Columns({"name", "source", "watched", "description", "strength", "respond", "expiry"})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface WatchedOutputs {}
