package soar.darktrace.playbook;

/** A script or a transformer fails over what it is given: a task without an error path would stop the playbook. */
final class FailedScript extends AssertionError {

    private static final long serialVersionUID = 1;

    FailedScript(String message) {
        super(message);
    }

    FailedScript(String message, Throwable cause) {
        super(message, cause);
    }
}
