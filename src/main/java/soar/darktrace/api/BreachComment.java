package soar.darktrace.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;

/**
 * A comment on a model breach, from the list of a breach or from that of all breaches ({@code darktrace-api.md} §2.2).
 *
 * @param pbid the ID of the breach in digits; empty in the list of a breach, which does not say it
 * @param time when it was written, epoch milliseconds; -1 where that is not said
 * @param author empty where that is not said
 */
public record BreachComment(String pbid, long time, String author, String text) {

    /** In bytes. */
    private static final int LENGTH_OF_KEY = 8;

    /** The comments of an answer; what is no comment is passed over. */
    public static List<BreachComment> in(JsonNode answer) {
        return DarktraceAnswer.items(answer).stream()
                .flatMap(item -> of(item).stream())
                .toList();
    }

    public static Optional<BreachComment> of(JsonNode item) {
        String text = item.path("message").asString("");
        OptionalLong pbid = DarktraceNumber.whole(item.path("pbid"));
        return item.isObject() && !text.isBlank()
                ? Optional.of(new BreachComment(
                        pbid.isPresent() ? Long.toString(Math.abs(pbid.getAsLong())) : "",
                        DarktraceTime.millis(item.path("time")).orElse(-1),
                        item.path("username").asString(""),
                        text))
                : Optional.empty();
    }

    /** Whether this connector wrote it: it has a {@link Reference}. */
    public boolean isOurs() {
        return Reference.of(text).isPresent();
    }

    /** Tells it from other comments on the same breach: 16 hexadecimal digits. Comments cannot be changed in Darktrace. */
    public String key() {
        try {
            byte[] all = (time + "|" + author + "|" + text).getBytes(UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all), 0, LENGTH_OF_KEY);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
