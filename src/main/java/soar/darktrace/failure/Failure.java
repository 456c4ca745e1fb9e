package soar.darktrace.failure;

import java.util.Map;

/**
 * What every failure tells its reader, whichever way in was used: a stable code, the HTTP status that goes with it (see
 * {@code docs/errors.md}) and where it applies. The sentence is the exception's message.
 */
public interface Failure {

    /** The stable code, for instance {@code darktrace_clock}. */
    String code();

    /** The HTTP status of this service's answer, 400–504. */
    int status();

    /** Further members of the problem document: {@code argument}, {@code instance}, {@code retry_after} (seconds). */
    Map<String, Object> details();
}
