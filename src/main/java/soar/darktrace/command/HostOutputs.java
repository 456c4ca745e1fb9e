package soar.darktrace.command;

import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The addresses and names outside in a result, at the paths that XSOAR shares. */
@Output(context = "IP", path = "Address", type = STRING, description = "IP address.")
@Output(context = "Domain", path = "Name", type = STRING, description = "Name of the domain or host.")
@Output(context = "Domain", path = "DNS", type = LIST, description = "IP addresses that the name resolves to.")
@Output(
        context = "Domain",
        path = "Relationships.Relationship",
        type = STRING,
        description = "Name of the relationship: resolves-to.")
@Output(context = "Domain", path = "Relationships.EntityA", type = STRING, description = "The name.")
@Output(context = "Domain", path = "Relationships.EntityAType", type = STRING, description = "Domain.")
@Output(context = "Domain", path = "Relationships.EntityB", type = STRING, description = "The address.")
@Output(context = "Domain", path = "Relationships.EntityBType", type = STRING, description = "IP.")
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface HostOutputs {}
