package soar.darktrace.web;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Whoever reaches the port could do everything. */
final class OpenServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OpenServerException(String sentence) {
        super(sentence);
    }

    /** Prints the sentence alone. */
    static final class Analyzer extends AbstractFailureAnalyzer<OpenServerException> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, OpenServerException failure) {
            return new FailureAnalysis(
                    String.valueOf(failure.getMessage()),
                    "Make a key by darktrace-connector new-api-key <id> --roles=… and put it into connector.api-keys or"
                            + " connector.api-keys-file (docs/security.md), or remove the address.",
                    failure);
        }
    }
}
