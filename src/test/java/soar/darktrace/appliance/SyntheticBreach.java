package soar.darktrace.appliance;

import java.math.BigDecimal;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A breach like any other, of the usual 7 KB: one of many that differ in id, time, score and device. */
record SyntheticBreach(long pbid, long number, long time) {

    private static final JsonNode TEMPLATE = Json.file("synthetic-breach");
    private static final long APART = 1_000;
    private static final long UNTIL_CREATED = 15_000;

    /** One per second, the youngest created just now. */
    static Stream<SyntheticBreach> series(int count, long firstPbid, long now) {
        long youngest = now - UNTIL_CREATED;
        return LongStream.range(0, count)
                .mapToObj(number ->
                        new SyntheticBreach(firstPbid + number, number, youngest - (count - 1 - number) * APART));
    }

    long creationTime() {
        return time + UNTIL_CREATED;
    }

    ObjectNode json() {
        ObjectNode breach = (ObjectNode) TEMPLATE.deepCopy();
        breach.put("pbid", pbid)
                .put("time", time)
                .put("creationTime", creationTime())
                .put("score", BigDecimal.valueOf(number % 101, 2).stripTrailingZeros());
        ((ObjectNode) breach.path("device"))
                .put("did", 2_000 + number % 500)
                .put("hostname", "host-" + number % 500 + ".corp.example");
        breach.path("triggeredComponents").forEach(component -> ((ObjectNode) component).put("time", time));
        return breach;
    }
}
