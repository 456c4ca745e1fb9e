package soar.darktrace.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The columns of a command's table, from left to right, as paths below its context: few, so that it fits a screen. The
 * context has the rest. A command without them shows its outputs whole, as XSOAR does.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Columns {

    /** Such as {@code model.name}; a column without a value in any row is left out. */
    String[] value();
}
