package soar.darktrace.client;

import org.springframework.core.codec.DecodingException;

/** An answer without a body where one was promised: as unreadable as one that is cut off. */
final class EmptyAnswerException extends DecodingException {

    private static final long serialVersionUID = 1L;

    EmptyAnswerException() {
        super("The body is empty");
    }
}
