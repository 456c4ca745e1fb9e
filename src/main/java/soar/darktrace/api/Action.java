package soar.darktrace.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    /** When it ends or has ended; empty if it has no end. */
    public Optional<Instant> expires() {
        return time("expires");
    }

    /** When it started; empty if Darktrace does not say. */
    public Optional<Instant> start() {
        return time("start");
    }

    private Optional<Instant> time(String field) {
        long millis = DarktraceNumber.whole(source.path(field), 0);
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** The remaining time; zero if the action has no end or has expired. */
    public Duration remaining() {
        Duration left = Duration.between(now, expires().orElse(now));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether it is in effect, or was until it ended by itself. */
    public boolean isOrWasActive() {
        return state() == ActionState.ACTIVE
                || (state() == ActionState.EXPIRED && source.path("active").asBoolean(false));
    }

    /** Whether it was created by hand, by the request that had this reference. */
    public boolean isOf(Reference reference) {
        return reference.isOf(source.path("triggerer").path("reason").asString(""));
    }

    /** Whether it does to the same device what the other one does. */
    public boolean doesTheSameAs(Action other) {
        return did() == other.did()
                && type().equals(other.type())
                && source.path("label").equals(other.source().path("label"));
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
