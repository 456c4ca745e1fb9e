package soar.darktrace.feature.status;

import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of the test of an instance. */
@Output(path = "result", type = STRING, description = "ok. A test that fails is reported as an error.")
@Output(path = "version", type = STRING, description = "Version of Darktrace, where the token may read the status.")
@Output(path = "clockSkewSeconds", type = NUMBER, description = "This machine's time minus Darktrace's.")
@Output(path = "roundTripMs", type = NUMBER, description = "How long Darktrace took to answer.")
@Output(path = "email", type = STRING, description = "Whether, and at which email.prefix, Darktrace/EMAIL answers.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface TestOutputs {}
