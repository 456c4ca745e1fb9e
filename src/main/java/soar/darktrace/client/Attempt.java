package soar.darktrace.client;

import java.util.function.BooleanSupplier;
import reactor.util.context.ContextView;

/**
 * How far one attempt of an exchange got, which is what its failure means. It travels in the Reactor context from the
 * guards to the {@link SigningConnector}.
 */
final class Attempt {

    private volatile boolean written;
    private volatile boolean answered;
    private volatile boolean handedOn;
    private volatile long announcedLength;
    private volatile byte firstByte;
    private volatile BooleanSupplier isSignedAnew = () -> false;

    static Attempt in(ContextView context) {
        return context.<Attempt>getOrEmpty(Attempt.class).orElseGet(Attempt::new);
    }

    /**
     * The request was written: from now on a change may have been made.
     *
     * @param isTokenReplaced whether the token that signed it has been replaced since
     */
    void markWritten(BooleanSupplier isTokenReplaced) {
        isSignedAnew = isTokenReplaced;
        written = true;
    }

    /** Whether the same request would be signed with another token now. */
    boolean isSignedAnew() {
        return isSignedAnew.getAsBoolean();
    }

    /**
     * The answer's headers arrived: from now on a broken connection cuts the answer off.
     *
     * @param length of its body as announced; negative for one that is not known
     */
    void markAnswered(long length) {
        announcedLength = Math.max(0, length);
        answered = true;
    }

    /** How many bytes the body is to have; 0 where that is not known. */
    long announcedLength() {
        return announcedLength;
    }

    /** A piece of the body arrived; its first character distinguishes a list from anything else. */
    void receive(byte[] piece) {
        for (int i = 0; firstByte == 0 && i < piece.length; i++) {
            // Blanks and the bytes of a byte order mark do not count.
            firstByte = piece[i] > ' ' ? piece[i] : 0;
        }
    }

    /** Whether the body begins with this character, blanks aside. */
    boolean beginsWith(char first) {
        return firstByte == first;
    }

    /** Whether the body has been nothing but blanks so far. */
    boolean isBlank() {
        return firstByte == 0;
    }

    /** Whether the body is a list as far as can be told. */
    boolean isList() {
        return firstByte == '[';
    }

    /** An item of the answer was handed on: repeating would hand it on twice. */
    void markHandedOn() {
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
