package soar.darktrace.failure;

import java.util.Map;

/**
 * What every failure reports, over HTTP and on a terminal: a stable code, its HTTP status (see {@code docs/errors.md})
 * and further members. The sentence for the user is the exception's message.
 */
public interface Failure {

    /** The stable code, for instance {@code darktrace_clock}. */
    String code();

    /** The HTTP status of this service's answer, 400–504. */
    int status();

    /** Further members of the problem document: {@code argument}, {@code instance}, {@code retry_after} (seconds). */
    Map<String, Object> details();
}
