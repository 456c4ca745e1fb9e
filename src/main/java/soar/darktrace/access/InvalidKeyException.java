package soar.darktrace.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A caller's keys cannot be used as they are configured; the sentence names the property, never its value. */
final class InvalidKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidKeyException(String sentence) {
        super(sentence);
    }

    /** Prints the sentence alone. */
    static final class Analyzer extends AbstractFailureAnalyzer<InvalidKeyException> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, InvalidKeyException failure) {
            return new FailureAnalysis(
                    String.valueOf(failure.getMessage()),
                    "Correct it; darktrace-connector new-api-key <id> --roles=… prints a valid entry, docs/security.md"
                            + " explains each property.",
                    failure);
        }
    }
}
