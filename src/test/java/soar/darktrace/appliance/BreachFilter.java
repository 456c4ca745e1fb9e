package soar.darktrace.appliance;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Which model breaches a call asks for. What an odd item leaves out hides it from no one. */
final class BreachFilter {

    private BreachFilter() {}

    static Predicate<JsonNode> of(Call call) {
        return acknowledgement(call)
                .and(suppression(call))
                .and(score(call))
                .and(ids(call))
                .and(saas(call));
    }

    private static Predicate<JsonNode> acknowledgement(Call call) {
        boolean all = call.flag("includeacknowledged", false);
        return breach -> all || !Breaches.isAcknowledged(breach);
    }

    private static Predicate<JsonNode> suppression(Call call) {
        boolean all = call.flag("includesuppressed", false);
        return breach -> all || !breach.path("suppressed").asBoolean(false);
    }

    /** What can be told without making the breach. */
    static Predicate<ListedBreach> listed(Call call) {
        TimeWindow window = TimeWindow.of(call);
        boolean byCreation = call.flag("creationtime", false);
        Set<String> ids = call.numbers("pbid").stream().map(String::valueOf).collect(Collectors.toSet());
        return item -> (ids.isEmpty() || ids.contains(item.id()))
                && window.contains(byCreation ? item.created() : item.time());
    }

    private static Predicate<JsonNode> score(Call call) {
        BigDecimal least = call.text("minscore").map(BreachFilter::score).orElse(BigDecimal.ZERO);
        return breach -> !breach.path("score").isNumber()
                || breach.path("score").decimalValue().compareTo(least) >= 0;
    }

    private static BigDecimal score(String text) {
        try {
            BigDecimal score = new BigDecimal(text);
            if (score.signum() >= 0 && score.compareTo(BigDecimal.ONE) <= 0) {
                return score;
            }
        } catch (NumberFormatException e) {
            throw new InputError("minscore is not a number");
        }
        throw new InputError("minscore is not between 0 and 1");
    }

    private static Predicate<JsonNode> ids(Call call) {
        List<Long> dids = call.numbers("did");
        List<Long> pids = call.numbers("pid");
        List<String> uuids = call.texts("uuid");
        return breach -> asked(dids, breach.path("device").path("did").asLong(0))
                && asked(pids, Breaches.modelOf(breach).path("pid").asLong(0))
                && asked(uuids, Breaches.modelOf(breach).path("uuid").asString(""));
    }

    private static <T> boolean asked(List<T> asked, T value) {
        return asked.isEmpty() || asked.contains(value);
    }

    private static Predicate<JsonNode> saas(Call call) {
        boolean saasOnly = call.flag("saasonly", false);
        List<Wildcard> platforms = call.texts("saasfilter").stream()
                .map(platform -> new Wildcard("SaaS::" + platform))
                .toList();
        return breach -> {
            String name = breach.path("device").path("hostname").asString("");
            return (!saasOnly || name.startsWith("SaaS::"))
                    && (platforms.isEmpty() || platforms.stream().anyMatch(platform -> platform.matches(name)));
        };
    }
}
