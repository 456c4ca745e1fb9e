package soar.darktrace.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares one output of a command: a path below the command's context, its type and its meaning. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Output.Outputs.class)
public @interface Output {

    /** Where it goes in the context instead of the command's own place, such as {@code IP}; empty for that place. */
    String context() default "";

    /** The path below the command's context, {@code device.did}; empty for the context itself. */
    String path() default "";

    OutputType type();

    String description();

    /** Holds several outputs of one command; the compiler writes it. */
    @Documented
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Outputs {
        Output[] value();
    }
}
