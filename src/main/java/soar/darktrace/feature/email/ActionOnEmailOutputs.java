package soar.darktrace.feature.email;

import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of every command that acts on an email. */
@Output(path = "uuid", type = STRING, description = "ID of the email in Darktrace.")
@Output(path = "action", type = STRING, description = "hold or release.")
@Output(path = "status", type = STRING, description = "What reading showed: the status of the copies, such as held.")
@Output(path = "response", type = STRING, description = "What came of it.")
@Output(
        path = "recipients",
        type = LIST,
        description = "The recipients whose copies it was for, each with address, status and response.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface ActionOnEmailOutputs {}
