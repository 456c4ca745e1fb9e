package soar.darktrace.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The audit has no key, or was kept with another one; the service does not start without. */
public final class AuditKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AuditKeyException(String sentence) {
        super(sentence);
    }

    AuditKeyException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** Prints the sentence alone. */
    static final class Analyzer extends AbstractFailureAnalyzer<AuditKeyException> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, AuditKeyException failure) {
            return new FailureAnalysis(
                    String.valueOf(failure.getMessage()), "docs/security.md describes the key of the audit.", failure);
        }
    }
}
