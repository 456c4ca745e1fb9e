package soar.darktrace.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do where the database of the store cannot be opened at the start. */
class UnreachableStoreAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    /** H2's {@code DATABASE_ALREADY_OPEN_1}. */
    private static final int IN_USE = 90020;

    /** SQL's class of states for connections; {@code 28} is that of who may connect. */
    private static final String CONNECTION = "08";

    private static final String AUTHORISATION = "28";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException failure) {
        if (failure.getErrorCode() == IN_USE) {
            return new FailureAnalysis(
                    "The store is in use by another connector.",
                    "An embedded store serves one connector: stop the other one, give this one a directory of its own"
                            + " (DATA_DIRECTORY), or let both share a PostgreSQL (spring.datasource.url).",
                    failure);
        }
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.startsWith(CONNECTION) || state.startsWith(AUTHORISATION)) {
            return new FailureAnalysis(
                    "The database of the store cannot be opened: " + failure.getMessage(),
                    "Check spring.datasource.url, its username and password, and that the database runs.",
                    failure);
        }
        return null;
    }
}
