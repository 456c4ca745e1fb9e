package soar.darktrace.cli;

import java.util.Objects;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** A failed start, usually because of a setting. The message is the one that the server would log. */
final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartFailure(RuntimeException cause) {
        super(sentence(cause), cause);
    }

    private static String sentence(RuntimeException cause) {
        // Some analyzers need a bean factory, which no longer exists here.
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, null, FailureHandler.handleMessage((message, failure) -> {}))
                .stream()
                .map(analyzer -> analyzer.analyze(cause))
                .filter(Objects::nonNull)
                .map(FailureAnalysis::getDescription)
                .findFirst()
                .map(sentence -> sentence.strip().replaceAll("\\s*\\R\\s*", " "))
                .orElseGet(() -> "The start failed: " + NestedExceptionUtils.getMostSpecificCause(cause));
    }
}
