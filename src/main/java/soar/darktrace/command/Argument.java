package soar.darktrace.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares one argument of a command on a component of its arguments record. The argument's name is the component's in
 * snake_case; its type (of an enum, what {@code toString} gives are the only values), whether it is optional ({@code @Nullable} or a default) and its limits (Bean Validation) come
 * from the component too.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Argument {

    /** What it means, in sentences. */
    String value();

    /** The value that stands in for one that is not given, as a caller would write it; empty for none. */
    String defaultValue() default "";

    /**
     * The default in XSOAR, where the public integration was shipped with another one than its documentation says; empty for
     * the same.
     */
    String defaultInXsoar() default "";

    /**
     * Other names that it goes by in public integrations. Its own name in camelCase is always understood and need not be here,
     * unless XSOAR is to know it, too.
     */
    String[] aliases() default {};

    /** Marks an argument with a default as one that XSOAR should insist on. */
    boolean required() default false;
}
