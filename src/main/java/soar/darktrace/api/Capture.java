package soar.darktrace.api;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A packet capture as Darktrace returns it. Its times are epoch seconds, unlike those of most else.
 *
 * @param source as received
 */
public record Capture(ObjectNode source) {

    private static final FieldNames NAMES = new FieldNames(
            Map.of("tmqid", "pcapId", "startTime", "requested", "endTime", "finished", "l3proto", "protocol"),
            Set.of());
    private static final Set<String> TIMES = Set.of("requested", "finished", "start", "end");
    private static final Set<String> UNDER_WAY = Set.of("pending", "processing");
    private static final String FINISHED = "finished";

    /** The captures of an answer; what is none is passed over. */
    public static Stream<Capture> in(JsonNode answer) {
        return DarktraceAnswer.items(answer).stream()
                .filter(ObjectNode.class::isInstance)
                .map(item -> new Capture((ObjectNode) item));
    }

    /** The ID, {@code tmqid}; 0 where there is none. */
    public long id() {
        return DarktraceNumber.whole(source.path("tmqid"), 0);
    }

    /** Without the folder, which some versions write before it. */
    public String filename() {
        String filename = source.path("filename").asString("");
        return filename.substring(filename.lastIndexOf('/') + 1);
    }

    public String state() {
        return source.path("state").asString("");
    }

    public boolean isUnderWay() {
        return UNDER_WAY.contains(state());
    }

    public boolean isFinished() {
        return state().equals(FINISHED);
    }

    /** When it was asked for, in epoch seconds; 0 where that is not said. */
    public long requested() {
        return DarktraceNumber.whole(source.path("startTime"), 0);
    }

    /** Whether it is of the same addresses, ports and times. */
    public boolean isOf(CaptureApi.NewCapture asked) {
        return asked.ip1().equals(source.path("ip1").asString(""))
                && isSame("ip2", asked.ip2())
                && isSame("port1", asked.port1())
                && isSame("port2", asked.port2())
                && DarktraceNumber.whole(source.path("start"), 0) == asked.start()
                && DarktraceNumber.whole(source.path("end"), 0) == asked.end();
    }

    private boolean isSame(String field, @Nullable Object asked) {
        return source.path(field).asString("").equals(asked == null ? "" : asked.toString());
    }

    /** The capture for the context. */
    public ObjectNode outputs() {
        ObjectNode outputs = NAMES.outputs(source);
        outputs.put("filename", filename());
        for (String time : TIMES) {
            JsonNode seconds = outputs.path(time);
            if (DarktraceNumber.whole(seconds, -1) == 0) {
                outputs.remove(time);
            } else if (!seconds.isMissingNode()) {
                outputs.set(time, DarktraceTime.isoOfSeconds(seconds));
            }
        }
        return outputs;
    }
}
