package soar.darktrace.feature.tag;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Output;

/** The outputs of every command that returns tags. */
@Output(path = "tagId", type = NUMBER, description = "ID of the tag.")
@Output(path = "thid", type = NUMBER, description = "ID of this version of the tag.")
@Output(path = "name", type = STRING, description = "Name of the tag.")
@Output(path = "description", type = STRING, description = "What the tag is for.")
@Output(path = "color", type = NUMBER, description = "Hue of the tag.")
@Output(path = "visibility", type = STRING, description = "Public, where everybody sees the tag.")
@Output(path = "restricted", type = BOOLEAN, description = "Whether Darktrace keeps the tag to itself.")
@Output(path = "auto", type = BOOLEAN, description = "Whether Darktrace assigns the tag itself.")
@Output(path = "referenced", type = BOOLEAN, description = "Whether models use the tag.")
@Columns({"tagId", "name", "description", "visibility", "restricted", "referenced"})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface TagOutputs {}
