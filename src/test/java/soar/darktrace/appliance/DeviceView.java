package soar.darktrace.appliance;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Model breaches sorted by their device and scored by it, as the device view of the threat tray has them. */
final class DeviceView {

    private DeviceView() {}

    static Stream<ObjectNode> of(Stream<JsonNode> breaches) {
        Map<Long, List<ObjectNode>> byDevice = breaches.map(ObjectNode.class::cast)
                .collect(Collectors.groupingBy(
                        breach -> breach.path("device").path("did").asLong(), LinkedHashMap::new, Collectors.toList()));
        return byDevice.values().stream().flatMap(DeviceView::scored);
    }

    /** The score of a device is that of its worst breach. */
    private static Stream<ObjectNode> scored(List<ObjectNode> breaches) {
        BigDecimal worst = breaches.stream()
                .map(breach -> breach.path("score").decimalValue())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return breaches.stream().map(breach -> {
            breach.set("pbscore", breach.path("score"));
            return breach.put("devicescore", worst).put("score", worst);
        });
    }
}
