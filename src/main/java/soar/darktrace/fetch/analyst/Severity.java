package soar.darktrace.fetch.analyst;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * XSOAR's severities: 0 unknown, 1 low, 2 medium, 3 high, 4 critical. Where a group does not have what the severity is taken
 * from, its category and its score are tried in this order.
 */
record Severity(AnalystSettings settings) {

    private static final int UNKNOWN = 0;
    private static final int LOW = 1;
    private static final int MEDIUM = 2;
    private static final int HIGH = 3;
    private static final int CRITICAL = 4;

    int of(ListedGroup group) {
        return Stream.concat(Stream.of(settings.severity()), Stream.of(SeverityBasis.values()))
                .map(basis -> by(basis, group))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(UNKNOWN);
    }

    private Optional<Integer> by(SeverityBasis basis, ListedGroup group) {
        return switch (basis) {
            case CATEGORY -> GroupCategory.of(group.category()).map(Severity::of);
            case SCORE -> group.score().map(this::of);
        };
    }

    private static int of(GroupCategory category) {
        return switch (category) {
            case CRITICAL -> CRITICAL;
            case SUSPICIOUS -> HIGH;
            case COMPLIANCE -> LOW;
        };
    }

    private int of(BigDecimal score) {
        if (reaches(score, settings.severityCritical())) {
            return CRITICAL;
        }
        if (reaches(score, settings.severityHigh())) {
            return HIGH;
        }
        return reaches(score, settings.severityMedium()) ? MEDIUM : LOW;
    }

    private static boolean reaches(BigDecimal score, int limit) {
        return score.compareTo(BigDecimal.valueOf(limit)) >= 0;
    }
}
