package soar.darktrace.command;

import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The users of services in a result, at the path that XSOAR shares. */
@Output(context = "Account", path = "Id", type = STRING, description = "The account, as Darktrace names it.")
@Output(context = "Account", path = "Type", type = STRING, description = "The service that a user belongs to.")
@Output(context = "Account", path = "Username", type = STRING, description = "Name of the user.")
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface AccountOutputs {}
