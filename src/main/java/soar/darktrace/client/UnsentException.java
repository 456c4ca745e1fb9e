package soar.darktrace.client;

/** Darktrace would have to be asked, of an instance that sends nothing. It is no failure of anything, and ends here. */
public final class UnsentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsentException() {
        super("Only Darktrace knows", null, false, false);
    }
}
