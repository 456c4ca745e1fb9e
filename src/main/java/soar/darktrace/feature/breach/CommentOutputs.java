package soar.darktrace.feature.breach;

import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;
import static soar.darktrace.command.OutputType.UNKNOWN;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of the comments on a model breach. */
@Output(path = "comments", type = UNKNOWN, description = "Array of the comments on the model breach.")
@Output(path = "comments.message", type = STRING, description = "Text of the comment.")
@Output(path = "comments.username", type = STRING, description = "Who wrote the comment.")
@Output(path = "comments.time", type = DATE, description = "When the comment was written, UTC.")
@Output(path = "comments.pid", type = NUMBER, description = "ID of the model that was breached.")
@Output(path = "comments.reference", type = STRING, description = "Reference of a comment that the connector added.")
@Output(path = "comments.pbid", type = NUMBER, description = "Model breach ID.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface CommentOutputs {}
