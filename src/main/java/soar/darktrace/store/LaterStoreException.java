package soar.darktrace.store;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A later version of this service has been at the store, and this one does not know what is in its tables. */
final class LaterStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final String CODE = "store_newer";

    static final String ACTION =
            "Start the later version again; or, to stay with this one, restore the backup from before the"
                    + " upgrade (docs/operations.md).";

    /** Without Flyway's failure as its cause, which stands for stores that nobody migrates. */
    private LaterStoreException(MigrationInfo later) {
        super(CODE + ": " + sentence(later));
    }

    static String sentence(MigrationInfo later) {
        return "a later version of this service has written the store; its tables are of version " + later.getVersion()
                + ", which this one does not know. Nothing was changed.";
    }

    /** Brings the tables up to this version. */
    static void migrate(Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayValidateException e) {
            throw later(flyway).<RuntimeException>map(LaterStoreException::new).orElse(e);
        }
    }

    /** The latest of the migrations that this version does not know. */
    static Optional<MigrationInfo> later(Flyway flyway) {
        return Arrays.stream(flyway.info().all())
                .filter(info -> info.getState() == MigrationState.FUTURE_SUCCESS
                        || info.getState() == MigrationState.FUTURE_FAILED)
                .filter(info -> Objects.nonNull(info.getVersion()))
                .reduce((first, second) -> second);
    }

    /** Prints the sentence, and what to do. */
    static final class Analyzer extends AbstractFailureAnalyzer<LaterStoreException> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, LaterStoreException failure) {
            return new FailureAnalysis(String.valueOf(failure.getMessage()), ACTION, failure);
        }
    }
}
