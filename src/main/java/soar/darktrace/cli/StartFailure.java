package soar.darktrace.cli;

import java.util.Objects;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** A start that failed, mostly because of a setting; the message is what the server would have logged about it. */
final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartFailure(RuntimeException cause) {
        super(sentence(cause), cause);
    }

    private static String sentence(RuntimeException cause) {
        // Some analyzers want a bean factory; there is none any more.
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, null, FailureHandler.handleMessage((message, failure) -> {}))
                .stream()
                .map(analyzer -> analyzer.analyze(cause))
                .filter(Objects::nonNull)
                .map(FailureAnalysis::getDescription)
                .findFirst()
                .orElseGet(() -> "The start failed: " + NestedExceptionUtils.getMostSpecificCause(cause));
    }
}
