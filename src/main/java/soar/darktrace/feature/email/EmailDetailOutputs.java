package soar.darktrace.feature.email;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.OBJECT;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of an email that was not found by a search but asked for by its ID. */
@Output(path = "campaign_id", type = STRING, description = "ID of the campaign that it is part of.")
@Output(path = "summary", type = STRING, description = "What is odd about it, for the first recipient.")
@Output(path = "release_requested", type = BOOLEAN, description = "Whether the first recipient asked for its release.")
@Output(path = "headers", type = OBJECT, description = "What Darktrace adds with include_headers, as it returns it.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface EmailDetailOutputs {}
