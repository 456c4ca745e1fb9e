package soar.darktrace.feature.tag;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of a tag that was deleted. */
@Output(path = "tagId", type = NUMBER, description = "ID of the tag.")
@Output(path = "name", type = STRING, description = "Name of the tag.")
@Output(path = "deleted", type = BOOLEAN, description = "Whether the tag is gone.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface DeletedTagOutputs {}
