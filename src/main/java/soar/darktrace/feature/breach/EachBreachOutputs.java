package soar.darktrace.feature.breach;

import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of every command that does the same to several model breaches, some of which may fail. */
@Output(path = "pbid", type = NUMBER, description = "Model breach ID.")
@Output(path = "error.code", type = STRING, description = "Why it failed for this model breach of several: the code.")
@Output(path = "error.detail", type = STRING, description = "The failure and its remedy.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface EachBreachOutputs {}
