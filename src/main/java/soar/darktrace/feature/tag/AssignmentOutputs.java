package soar.darktrace.feature.tag;

import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of a command that puts a tag on devices or takes it off. */
@Output(path = "deviceId", type = NUMBER, description = "Darktrace device ID.")
@Output(path = "tagId", type = NUMBER, description = "ID of the tag.")
@Output(path = "tagName", type = STRING, description = "Name of the tag, as Darktrace writes it.")
@Output(path = "response", type = STRING, description = "What was done.")
@Output(path = "error.code", type = STRING, description = "Why it failed for this device of several: the code.")
@Output(path = "error.detail", type = STRING, description = "The failure and its remedy.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface AssignmentOutputs {}
