package soar.darktrace.client;

import org.springframework.core.codec.DecodingException;

/**
 * A body that is of no use, with what that means to whoever reads. As a failure of a codec, the one that Spring passes on
 * unchanged.
 */
class AnswerException extends DecodingException {

    private static final long serialVersionUID = 1L;

    private final DarktraceException meaning;

    AnswerException(DarktraceException meaning) {
        super(meaning.sentence(), meaning);
        this.meaning = meaning;
    }

    DarktraceException meaning() {
        return meaning;
    }
}
