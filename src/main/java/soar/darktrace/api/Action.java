package soar.darktrace.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A RESPOND action as Darktrace returns it.
 *
 * @param source as received
 * @param now when it was read, by Darktrace's clock
 */
public record Action(ObjectNode source, Instant now) {

    private static final List<String> TIMES = List.of("start", "expires");

    public long codeid() {
        return DarktraceNumber.whole(source.path("codeid"), 0);
    }

    public long did() {
        return DarktraceNumber.whole(source.path("did"), 0);
    }

    public String type() {
        return source.path("action").asString("");
    }

    public ActionState state() {
        return ActionState.of(source, now);
    }

    /** The remaining time; zero if the action has no end or has expired. */
    public Duration remaining() {
        Duration left = Duration.between(now, Instant.ofEpochMilli(DarktraceNumber.whole(source.path("expires"), 0)));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether it is a manual action of this kind against this device, created with this reason. */
    public boolean isManual(long did, String type, String reason) {
        return did() == did
                && type().equals(type)
                && source.path("manual").asBoolean(false)
                && source.path("triggerer").path("reason").asString("").equals(reason);
    }

    public boolean startedSince(Instant earliest) {
        return DarktraceNumber.whole(source.path("start"), 0) >= earliest.toEpochMilli();
    }

    /** The action with ISO times, its state and its remaining time. */
    public ObjectNode outputs() {
        ObjectNode outputs = source.deepCopy();
        for (String time : TIMES) {
            if (outputs.has(time)) {
                outputs.set(time, DarktraceTime.iso(outputs.path(time)));
            }
        }
        for (JsonNode entry : outputs.path("history")) {
            if (entry instanceof ObjectNode past && past.has("time")) {
                past.set("time", DarktraceTime.iso(past.path("time")));
            }
        }
        outputs.put("state", state().toString());
        if (state() == ActionState.ACTIVE || state() == ActionState.PENDING) {
            outputs.put("remainingSeconds", remaining().toSeconds());
        }
        return outputs;
    }
}
