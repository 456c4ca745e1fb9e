package soar.darktrace.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an endpoint needs beyond the limits of its instance; stands on the method of an {@code …Api} interface. Without
 * it an answer may take the instance's {@code limits.answer-timeout}, and a read that timed out is sent again.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Endpoint {

    /** How many seconds an answer may take at least, however short the instance's timeout is. */
    int minimumTimeout() default 0;

    /** Whether it is a read although it is sent by POST: then it is repeated, and a dry run sends it. */
    boolean reads() default false;

    /** Whether a read that timed out is sent again. Not worth it where the same question takes as long the next time. */
    boolean repeatedAfterTimeout() default true;
}
