package soar.darktrace.fetch;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A breach of a random history.
 *
 * @param number makes its pbid
 * @param age how long before it arrives it was created
 * @param delay how long after it arrives it gets into the list
 * @param score 0 to 100
 * @param oddity what is strange about it
 * @param handled whether it arrives acknowledged or suppressed, so that it is not listed
 */
record RandomBreach(int number, Duration age, Duration delay, int score, Oddity oddity, Handled handled) {

    enum Handled {
        NO,
        ACKNOWLEDGED,
        SUPPRESSED
    }

    enum Oddity {
        NONE,
        NO_DEVICE,
        NO_MODEL,
        NO_NAME,
        BARE_MODEL,
        MODEL_AS_TEXT,
        DEVICE_AS_LIST,
        UNKNOWN_FIELDS,
        NO_SCORE,
        NO_TIMES,
        NO_CREATION_TIME,
        CREATION_TIME_AS_DIGITS,
        CREATION_TIME_AS_WORD,
        CREATION_TIME_IN_SECONDS,
        CREATION_TIME_IN_THE_FUTURE,
        PBID_AS_TEXT,
        PBID_NEGATIVE,
        PBID_OF_64_BITS,
        PBID_AS_WORD,
        NO_PBID,
        PBID_AS_OBJECT,
        NULL_ITEM,
        NUMBER_ITEM,
        TEXT_ITEM,
        EMPTY_ITEM
    }

    /** The pbid of its incident; nothing where it can have none. */
    Optional<String> id() {
        return switch (oddity) {
            case PBID_OF_64_BITS -> Optional.of("18446744073709" + (500_000 + number));
            case PBID_AS_WORD -> Optional.of("uv:" + number);
            case NO_PBID, PBID_AS_OBJECT, NULL_ITEM, NUMBER_ITEM, TEXT_ITEM, EMPTY_ITEM -> Optional.empty();
            default -> Optional.of(Integer.toString(number));
        };
    }

    /** Whether whoever asks for breaches of so high a score gets to see it. */
    boolean isShown(int minScore) {
        return handled == Handled.NO && (score >= minScore || oddity == Oddity.NO_SCORE);
    }

    RandomBreach scored(int other) {
        return new RandomBreach(number, age, delay, other, oddity, handled);
    }

    /** As Darktrace lists it. */
    String json(Instant created) {
        return switch (oddity) {
            case NULL_ITEM -> "null";
            case NUMBER_ITEM -> "5";
            case TEXT_ITEM -> "\"breach\"";
            case EMPTY_ITEM -> "{}";
            default -> breach(created.toEpochMilli()).toString();
        };
    }

    private ObjectNode breach(long created) {
        ObjectNode breach = JsonNodeFactory.instance.objectNode();
        breach.put("pbid", number);
        breach.put("time", created - 15_000);
        breach.put("creationTime", created);
        breach.put("score", score / 100.0);
        breach.putObject("model").putObject("then").put("name", "Device::Model " + number % 3);
        breach.putObject("device").put("did", number % 5).put("hostname", "host-" + number % 5);
        if (handled == Handled.ACKNOWLEDGED) {
            breach.putObject("acknowledged").put("username", "user.one").put("time", created);
        }
        if (handled == Handled.SUPPRESSED) {
            breach.put("suppressed", true);
        }
        distort(breach, created);
        return breach;
    }

    private void distort(ObjectNode breach, long created) {
        switch (oddity) {
            case NO_DEVICE -> breach.remove("device");
            case NO_MODEL -> breach.remove("model");
            case NO_NAME -> breach.putObject("model").putObject("then").put("pid", 7);
            case BARE_MODEL -> breach.putObject("model").put("name", "Device::Bare");
            case MODEL_AS_TEXT -> breach.put("model", "Device::Text");
            case DEVICE_AS_LIST -> breach.putArray("device").add(7);
            case UNKNOWN_FIELDS -> breach.putObject("new").putArray("fields").add("\u0000\uD83D\uDE00");
            case NO_SCORE -> breach.remove("score");
            case NO_TIMES -> breach.remove(List.of("time", "creationTime"));
            case NO_CREATION_TIME -> breach.remove("creationTime");
            case CREATION_TIME_AS_DIGITS -> breach.put("creationTime", Long.toString(created));
            case CREATION_TIME_AS_WORD -> breach.put("creationTime", "soon").put("time", "late");
            case CREATION_TIME_IN_SECONDS -> breach.put("creationTime", created / 1000);
            case CREATION_TIME_IN_THE_FUTURE ->
                breach.put("creationTime", created + Duration.ofDays(400).toMillis());
            case PBID_AS_TEXT -> breach.put("pbid", Integer.toString(number));
            case PBID_NEGATIVE -> breach.put("pbid", -number);
            case PBID_OF_64_BITS -> breach.put("pbid", new BigInteger(id().orElseThrow()));
            case PBID_AS_WORD -> breach.put("pbid", id().orElseThrow());
            case NO_PBID -> breach.remove("pbid");
            case PBID_AS_OBJECT -> breach.putObject("pbid").put("id", number);
            default -> {}
        }
    }
}
