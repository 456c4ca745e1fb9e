package soar.darktrace.feature.status;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An appliance or a probe, as {@code /status} describes both. */
record StatusNode(JsonNode source) {

    private static final String INTERFACE = "networkInterfacesState_";
    private static final int FULL_DISK = 90;

    /** Darktrace's own page calls a probe unresponsive after that; its times are in whole minutes. */
    private static final Duration SILENCE = Duration.ofMinutes(15);

    private static final Set<String> TIMES = Set.of(
            "time",
            "lastContact",
            "installed",
            "modelsUpdated",
            "bundleDate",
            "bundleInstalledDate",
            "mostRecentDHCPTraffic",
            "mostRecentDNSTraffic");

    /** Those of a member that holds some by their IDs, or a list of them. */
    static List<StatusNode> in(JsonNode container) {
        return (container.isContainer() ? container.valueStream() : Stream.<JsonNode>empty())
                .filter(JsonNode::isObject)
                .map(StatusNode::new)
                .toList();
    }

    String name() {
        return Stream.of("hostname", "label", "ipAddress", "configuredServer", "id")
                .map(field -> source.path(field).asString(""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("without a name");
    }

    /** Its members, with times in ISO 8601, without what is null or never was, its interfaces as a list. */
    ObjectNode outputs() {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        ArrayNode interfaces = JsonNodeFactory.instance.arrayNode();
        source.forEachEntry((field, value) -> {
            if (field.startsWith(INTERFACE)) {
                interfaces
                        .addObject()
                        .put("name", field.substring(INTERFACE.length()))
                        .set("state", value);
            } else if (TIMES.contains(field)) {
                time(field).ifPresent(time -> outputs.put(field, DarktraceTime.iso(time.toEpochMilli())));
            } else if (!value.isNull()) {
                outputs.set(field, value);
            }
        });
        if (!interfaces.isEmpty()) {
            outputs.set("interfaces", interfaces);
        }
        return outputs;
    }

    /** Written as {@code 2022-09-21 15:36}, in UTC; or as Never. */
    Optional<Instant> time(String field) {
        String text = source.path(field).asString("");
        try {
            return text.matches("\\d{4}-\\d\\d-\\d\\d.*")
                    ? Optional.of(DarktraceTime.parse(text, Instant.EPOCH))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What somebody should look at: a full disk, an interface that is down. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        long disk = DarktraceNumber.whole(source.path("diskUtilization"), 0);
        if (disk > FULL_DISK) {
            problems.add("%s: the disk is %s %% full".formatted(name(), disk));
        }
        source.forEachEntry((field, value) -> {
            if (field.startsWith(INTERFACE) && !value.asString("").equals("up")) {
                problems.add("%s: interface %s is %s"
                        .formatted(name(), field.substring(INTERFACE.length()), value.asString("in no state")));
            }
        });
        return problems;
    }

    /**
     * The same of a probe, which may be silent besides.
     *
     * @param now by the clock of the appliance, which has the time of its last contact
     */
    List<String> problemsOfProbe(Optional<Instant> now) {
        List<String> problems = new ArrayList<>(problems());
        time("lastContact")
                .or(() -> time("time"))
                .filter(last -> now.isPresent() && last.isBefore(now.get().minus(SILENCE)))
                .ifPresent(last -> problems.add(
                        "%s: the probe is silent since %s".formatted(name(), DarktraceTime.iso(last.toEpochMilli()))));
        return problems;
    }
}
