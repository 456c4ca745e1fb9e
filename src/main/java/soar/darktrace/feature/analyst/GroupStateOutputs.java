package soar.darktrace.feature.analyst;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of the commands that put a group into a state. */
@Output(path = "groupId", type = STRING, description = "ID of the group.")
@Output(path = "acknowledged", type = BOOLEAN, description = "Whether the group is acknowledged.")
@Output(path = "response", type = STRING, description = "What became of it, in a sentence.")
@Output(path = "eventIds", type = LIST, description = "IDs of the incident events that were put into the state.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface GroupStateOutputs {}
