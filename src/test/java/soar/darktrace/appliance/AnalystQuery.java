package soar.darktrace.appliance;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The filters of a search for incident events or groups; names that are none are passed over, as Darktrace does. */
record AnalystQuery(Call call, Clock clock) {

    private static final long WEEK = Duration.ofDays(7).toMillis();

    Predicate<JsonNode> event() {
        return event -> isWithin(AnalystGroupView.period(event, "start"), AnalystGroupView.period(event, "end"))
                && isScored(event.path("aiaScore"), "minscore", "maxscore")
                && isScored(event.path("groupScore"), "mingroupscore", "maxgroupscore")
                && isOf("group", event.path("groupCategory"))
                && hasDevice(
                        event.path("breachDevices").valueStream().map(device -> device.path("did")),
                        "did",
                        "excludedid")
                && hasDevice(
                        event.path("breachDevices").valueStream().map(device -> device.path("sid")),
                        "sid",
                        "excludesid")
                && (!call.flag("saasonly", false)
                        || event.at("/breachDevices/0/sid").asLong() < 0);
    }

    Predicate<JsonNode> group() {
        return group -> isWithin(group.path("start").asLong(), group.path("end").asLong())
                && isScored(group.path("groupScore"), "minscore", "maxscore")
                && isOf("", group.path("category"))
                && hasDevice(group.path("devices").valueStream(), "did", "excludedid");
    }

    private boolean isWithin(long start, long end) {
        long to = call.number("endtime").orElse(clock.millis());
        long from = call.number("starttime").orElse(to - WEEK);
        return start <= to && end >= from;
    }

    private boolean isScored(JsonNode score, String lowest, String highest) {
        return score.asDouble(0) >= limit(lowest, 0) && score.asDouble(0) <= limit(highest, 100);
    }

    private double limit(String parameter, double otherwise) {
        return call.text(parameter).map(Double::parseDouble).orElse(otherwise);
    }

    private boolean isOf(String prefix, JsonNode category) {
        List<String> asked = Stream.of("critical", "suspicious", "compliance")
                .filter(name -> call.flag(prefix + name, false))
                .toList();
        return asked.isEmpty() || asked.contains(category.asString(""));
    }

    private boolean hasDevice(Stream<JsonNode> devices, String wanted, String unwanted) {
        List<Long> ids = devices.map(JsonNode::asLong).toList();
        List<Long> asked = call.numbers(wanted);
        return (asked.isEmpty() || ids.stream().anyMatch(asked::contains))
                && ids.stream().noneMatch(call.numbers(unwanted)::contains);
    }
}
