package soar.darktrace;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reports the position of an error in a YAML file. SnakeYAML would quote nearby lines, which may contain a token. */
class UnreadableYamlAnalyzer extends AbstractFailureAnalyzer<MarkedYAMLException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, MarkedYAMLException failure) {
        Mark place = failure.getProblemMark();
        if (place == null) {
            return null;
        }
        return new FailureAnalysis(
                "A configuration file is not valid YAML at line %s, column %s: check indentation, quotes and double keys."
                        .formatted(place.getLine() + 1, place.getColumn() + 1),
                "Correct that line; values with special characters belong in quotes.",
                failure);
    }
}
