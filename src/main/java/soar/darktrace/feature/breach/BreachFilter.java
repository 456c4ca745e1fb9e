package soar.darktrace.feature.breach;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import soar.darktrace.api.ModelBreach;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.failure.Wildcard;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The filters that the Python SDK documents and Darktrace ignores, applied here. An item that is not a breach
 * passes and is returned unchanged.
 */
record BreachFilter(
        @Nullable Wildcard hostname,
        @Nullable Wildcard ip,
        @Nullable Wildcard model,
        @Nullable Boolean acknowledged,
        @Nullable BigDecimal maxScore) {

    static BreachFilter of(BreachSearch search) {
        if (search.isRegrouped() && search.filtersHere()) {
            throw new CommandException(
                    Reason.INVALID_REQUEST,
                    "hostname, ip, model, acknowledged and max_score apply to single breaches; they cannot be combined"
                            + " with group or response_data.");
        }
        return new BreachFilter(
                wildcard(search.hostname()),
                wildcard(search.ip()),
                wildcard(search.model()),
                search.acknowledged(),
                search.maxScore());
    }

    private static @Nullable Wildcard wildcard(@Nullable String pattern) {
        return pattern == null ? null : Wildcard.of(pattern);
    }

    boolean matches(JsonNode item) {
        if (!(item instanceof ObjectNode source)) {
            return true;
        }
        ModelBreach breach = new ModelBreach(source);
        return (hostname == null
                        || hostname.matches(breach.device().path("hostname").asString("")))
                && (ip == null || addresses(breach.device()).anyMatch(ip::matches))
                && (model == null || model.matches(breach.model().path("name").asString("")))
                && (acknowledged == null || acknowledged == breach.isAcknowledged())
                && (maxScore == null || isAtMost(source.path("score"), maxScore));
    }

    private static Stream<String> addresses(JsonNode device) {
        return Stream.concat(
                        Stream.of(device.path("ip")),
                        device.path("ips").valueStream().map(ip -> ip.path("ip")))
                .map(address -> address.asString(""));
    }

    /** The score is 0–1, the limit 0–100; a breach without a readable score passes. */
    private static boolean isAtMost(JsonNode score, BigDecimal percent) {
        return DarktraceNumber.decimal(score)
                .map(fraction -> fraction.movePointRight(2).compareTo(percent) <= 0)
                .orElse(true);
    }
}
