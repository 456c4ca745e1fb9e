package soar.darktrace.feature.tag;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of an assignment of a tag that was removed. */
@Output(path = "entityId", type = NUMBER, description = "ID of the assignment (teid).")
@Output(path = "tagId", type = NUMBER, description = "ID of the tag.")
@Output(path = "entityType", type = STRING, description = "Device or Credential.")
@Output(path = "entityValue", type = STRING, description = "Device ID as text, or the credential.")
@Output(path = "removed", type = BOOLEAN, description = "Whether the assignment is gone.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface RemovedEntityOutputs {}
