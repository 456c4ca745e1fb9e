package soar.darktrace.feature.tag;

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

/** The outputs of every command that returns what has a tag. */
@Output(path = "entityId", type = NUMBER, description = "ID of the assignment (teid).")
@Output(path = "tehid", type = NUMBER, description = "ID of this version of the assignment.")
@Output(path = "tagId", type = NUMBER, description = "ID of the tag.")
@Output(path = "entityType", type = STRING, description = "Device or Credential.")
@Output(path = "entityValue", type = STRING, description = "Device ID as text, or the credential.")
@Output(path = "valid", type = BOOLEAN, description = "Whether the assignment is in effect.")
@Output(path = "expiry", type = DATE, description = "When the assignment ends, UTC, where it does.")
@Columns({"entityId", "entityType", "entityValue", "valid", "expiry"})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface EntityOutputs {}
