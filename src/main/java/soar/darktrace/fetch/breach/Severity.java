package soar.darktrace.fetch.breach;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import soar.darktrace.api.ModelBreach;
import soar.darktrace.client.DarktraceNumber;
import tools.jackson.databind.JsonNode;

/**
 * XSOAR's severities: 0 unknown, 0.5 informational, 1 low, 2 medium, 3 high, 4 critical. Where a breach does not have what
 * the severity is taken from, its category, its priority and its score are tried in this order.
 */
record Severity(BreachSettings settings) {

    private static final List<SeverityBasis> OTHERWISE =
            List.of(SeverityBasis.CATEGORY, SeverityBasis.PRIORITY, SeverityBasis.SCORE);

    private static final BigDecimal UNKNOWN = BigDecimal.ZERO;
    private static final BigDecimal INFORMATIONAL = new BigDecimal("0.5");
    private static final BigDecimal LOW = BigDecimal.valueOf(1);
    private static final BigDecimal MEDIUM = BigDecimal.valueOf(2);
    private static final BigDecimal HIGH = BigDecimal.valueOf(3);
    private static final BigDecimal CRITICAL = BigDecimal.valueOf(4);

    BigDecimal of(ModelBreach breach) {
        return Stream.concat(Stream.of(settings.severity()), OTHERWISE.stream())
                .map(basis -> by(basis, breach))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(UNKNOWN);
    }

    private Optional<BigDecimal> by(SeverityBasis basis, ModelBreach breach) {
        return switch (basis) {
            case CATEGORY -> byCategory(breach.model().path("category").asString(""));
            case PRIORITY -> byPriority(breach.model().path("priority"));
            case SCORE -> byScore(breach.source().path("score"));
            case PUBLIC_PACKS ->
                Optional.of(publicly(breach.model().path("category").asString("")));
        };
    }

    /** Darktrace's four categories of models. */
    private static Optional<BigDecimal> byCategory(String category) {
        return switch (category.toLowerCase(Locale.ROOT)) {
            case "critical" -> Optional.of(CRITICAL);
            case "suspicious" -> Optional.of(MEDIUM);
            case "compliance" -> Optional.of(LOW);
            case "informational" -> Optional.of(INFORMATIONAL);
            default -> Optional.empty();
        };
    }

    /** What has another category, or none, is low there. */
    private static BigDecimal publicly(String category) {
        return switch (category.toLowerCase(Locale.ROOT)) {
            case "critical" -> CRITICAL;
            case "suspicious" -> HIGH;
            case "informational" -> MEDIUM;
            default -> LOW;
        };
    }

    /** Darktrace's priority of a model is 0–5. */
    private static Optional<BigDecimal> byPriority(JsonNode priority) {
        return DarktraceNumber.decimal(priority).map(BigDecimal::doubleValue).map(value -> {
            if (value < 1) {
                return INFORMATIONAL;
            }
            return value < 3 ? LOW : value < 4 ? MEDIUM : value < 5 ? HIGH : CRITICAL;
        });
    }

    /** Darktrace's score of a breach is 0–1, the limits are 0–100. */
    private Optional<BigDecimal> byScore(JsonNode score) {
        return DarktraceNumber.decimal(score)
                .map(fraction -> fraction.movePointRight(2))
                .map(percent -> {
                    if (reaches(percent, settings.severityCritical())) {
                        return CRITICAL;
                    }
                    if (reaches(percent, settings.severityHigh())) {
                        return HIGH;
                    }
                    return reaches(percent, settings.severityMedium()) ? MEDIUM : LOW;
                });
    }

    private static boolean reaches(BigDecimal percent, int limit) {
        return percent.compareTo(BigDecimal.valueOf(limit)) >= 0;
    }
}
