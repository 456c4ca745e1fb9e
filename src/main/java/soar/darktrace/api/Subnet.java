package soar.darktrace.api;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceNumber;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A subnet as Darktrace returns it.
 *
 * @param source as received
 */
public record Subnet(ObjectNode source) {

    private static final FieldNames NAMES =
            new FieldNames(Map.of(), Set.of("firstSeen", "lastSeen", "lastDHCP", "mostRecentTraffic"));

    /** The subnets of an answer; what is not an object is passed over. */
    public static Stream<Subnet> in(JsonNode answer) {
        return DarktraceAnswer.items(answer).stream()
                .filter(ObjectNode.class::isInstance)
                .map(item -> new Subnet((ObjectNode) item));
    }

    /** Finds the subnet with this ID; {@code not_found} if it is missing. */
    public static Subnet in(JsonNode answer, long sid) {
        return new Subnet(DarktraceAnswer.one(
                answer,
                item -> DarktraceNumber.whole(item.path("sid"), 0) == sid,
                "Darktrace knows no subnet " + sid + ". See darktrace-list-subnets."));
    }

    public ObjectNode outputs() {
        return NAMES.outputs(source);
    }
}
