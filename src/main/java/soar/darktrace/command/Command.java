package soar.darktrace.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Component;

/**
 * Declares a command on the class that carries it out. This declaration, its {@link Output}s and the {@link Argument}s of
 * its record are all there is: catalogue, manifest, command reference, OpenAPI and help are rendered from them.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Component
public @interface Command {

    /** The name that callers use, {@code darktrace-…}; XSOAR's built-in commands have names of their own. */
    String name();

    /** What it does, in sentences. */
    String description();

    /**
     * XSOAR's outputs prefix: where the outputs go in the context, {@code Darktrace.ModelBreach}; empty where nothing goes
     * there.
     */
    String context();

    /** The output by which XSOAR recognises an entry that is in the context already, or several with commas; empty for none. */
    String key() default "";

    /** What it does to the world; whatever does not only read takes {@code dry_run} besides its own arguments. */
    Effect effect() default Effect.READS;

    /** Whether it may return a {@link ResultFile}; only what reads may, since it runs once more for the file. */
    boolean file() default false;

    /**
     * Whether it is audited although it only reads, as changes are: what it returns is the traffic or the mail of people,
     * not what Darktrace says of them.
     */
    boolean audited() default false;

    /** Whether it may answer that it is not finished, with a {@link Poll}. */
    boolean polls() default false;

    /** Other names that it answers to, kept for those who know it by them. */
    String[] aliases() default {};
}
