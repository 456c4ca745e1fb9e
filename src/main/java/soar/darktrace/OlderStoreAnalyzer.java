package soar.darktrace;

import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about a store whose tables nobody migrates: until 1.0.0 they changed without. What is in such a store is in
 * Darktrace too.
 */
class OlderStoreAnalyzer extends AbstractFailureAnalyzer<FlywayValidateException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, FlywayValidateException failure) {
        return new FailureAnalysis(
                "The store has the tables of another version of this service: move it away (with H2 the directory ./data)"
                        + " or name an empty database, and start again.",
                "Fetching then begins with first-fetch; receivers know by dbotMirrorId what they have already.",
                failure);
    }
}
