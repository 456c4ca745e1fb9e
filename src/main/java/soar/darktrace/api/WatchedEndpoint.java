package soar.darktrace.api;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.network.Network;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A domain, host, IP address or range on a watched list; all that it has besides its name may be missing.
 *
 * @param source as received, also for one that came as a bare name
 */
public record WatchedEndpoint(ObjectNode source) {

    private static final FieldNames NAMES = new FieldNames(Map.of("iagn", "respond"), Set.of());

    /** One of an answer; empty for what has no name. */
    public static Optional<WatchedEndpoint> of(JsonNode item) {
        JsonNode named = item.isString() ? JsonNodeFactory.instance.objectNode().set("name", item) : item;
        return named instanceof ObjectNode object
                        && !object.path("name").asString("").isBlank()
                ? Optional.of(new WatchedEndpoint(object))
                : Optional.empty();
    }

    /** Whether it is an IP address, or a range of them such as {@code 198.51.100.0/24}. */
    public static boolean isAddressOrRange(String name) {
        return Network.parse(name).isPresent();
    }

    /** Whether it is a range of more than one IP address. */
    public static boolean isRange(String name) {
        return Network.parse(name).filter(network -> !network.isAddress()).isPresent();
    }

    public String name() {
        return source.path("name").asString("").strip();
    }

    /** A text that is the same for the same endpoint, in whatever case or form it is written. */
    public static String key(String name) {
        return Network.parse(name).map(Network::canonical).orElseGet(() -> name.toLowerCase(Locale.ROOT));
    }

    public boolean responds() {
        return source.path("iagn").asBoolean(false);
    }

    public String description() {
        return source.path("description").asString("");
    }

    /** When it vanishes by itself; empty where that is never, or not readable. */
    public Optional<Instant> expiry() {
        String written = source.path("expiry").asString("");
        try {
            return written.isBlank() ? Optional.empty() : Optional.of(DarktraceTime.parse(written, Instant.EPOCH));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * The endpoint under the names of the context.
     *
     * @param list the source that has it, which Darktrace does not say
     */
    public ObjectNode outputs(String list) {
        ObjectNode outputs = NAMES.outputs(source).put("source", list).put("watched", true);
        expiry().ifPresent(time -> outputs.put("expiry", DarktraceTime.iso(time.toEpochMilli())));
        strength().ifPresent(strength -> outputs.put("strength", strength));
        return outputs;
    }

    /** A number that may come as text. */
    private Optional<BigDecimal> strength() {
        JsonNode strength = source.path("strength");
        return DarktraceNumber.whole(strength).isPresent()
                ? Optional.of(BigDecimal.valueOf(DarktraceNumber.whole(strength).getAsLong()))
                : DarktraceNumber.decimal(strength);
    }
}
