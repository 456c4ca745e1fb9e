package soar.darktrace.client;

/**
 * How far one attempt of an exchange got, which is what its failure means. It travels in the Reactor context from the
 * guards to the signing filter.
 */
final class Attempt {

    private volatile boolean written;
    private volatile boolean answered;
    private volatile boolean handedOn;

    /** The request was written: from now on a change may have been made. */
    void written() {
        written = true;
    }

    /** The answer's headers arrived: from now on a broken connection cuts the answer off. */
    void answered() {
        answered = true;
    }

    /** An item of the answer was handed on: repeating would hand it on twice. */
    void handedOn() {
        handedOn = true;
    }

    boolean isHandedOn() {
        return handedOn;
    }

    boolean isWritten() {
        return written;
    }

    boolean isAnswered() {
        return answered;
    }
}
