package soar.darktrace.store;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The store has less than was stored. */
final class DamagedStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    DamagedStoreException(String sentence, String action) {
        super(sentence);
        this.action = action;
    }

    /** Prints the sentence alone. */
    static final class Analyzer extends AbstractFailureAnalyzer<DamagedStoreException> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, DamagedStoreException failure) {
            return new FailureAnalysis(String.valueOf(failure.getMessage()), failure.action, failure);
        }
    }
}
