package soar.darktrace.api;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.network.Network;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An address or a name outside of the network, as XSOAR's shared context has it: an {@code IP} or a {@code Domain}.
 *
 * @param value the address or the name
 * @param isAddress which of the two
 * @param entity what is known about it, to be filled in
 */
public record ExternalHost(String value, boolean isAddress, ObjectNode entity) {

    /** With a dot: a bare host name names nothing outside. */
    private static final Pattern NAME = Pattern.compile("(?i)[a-z0-9_-]+(\\.[a-z0-9_-]+)+");

    /** Empty for what is neither an address nor a name with a dot. */
    public static Optional<ExternalHost> of(String written) {
        String value = written.strip();
        boolean isAddress = Network.parse(value).filter(Network::isAddress).isPresent();
        if (!isAddress && !NAME.matcher(value).matches()) {
            return Optional.empty();
        }
        ObjectNode entity = JsonNodeFactory.instance.objectNode().put(isAddress ? "Address" : "Name", value);
        return Optional.of(new ExternalHost(value, isAddress, entity));
    }

    /** XSOAR's word for what it is. */
    public String type() {
        return isAddress ? "ip" : "domain";
    }

    /** Whether Darktrace says, where it was asked for details, that it is no external one. */
    public static boolean isInternal(JsonNode details) {
        return details.path("name").asString("").equals("internal_ip");
    }

    /** Fills in what the details of an endpoint say: network and place of an address, addresses of a name. */
    public void describe(JsonNode details) {
        if (!isAddress) {
            resolveTo(details.path("ips")
                    .valueStream()
                    .map(ip -> ip.path("ip").asString(""))
                    .toList());
            return;
        }
        if (isInternal(details)) {
            entity.put("Internal", true);
        }
        put("ASN", details.path("asn"));
        put("Region", details.path("region"));
        ObjectNode place = place(details);
        if (!place.isEmpty()) {
            entity.set("Geo", place);
        }
    }

    /** That a name resolves to addresses; what is no address is passed over. */
    public void resolveTo(List<String> written) {
        ArrayNode addresses = JsonNodeFactory.instance.arrayNode();
        ArrayNode relationships = JsonNodeFactory.instance.arrayNode();
        written.stream()
                .map(String::strip)
                .distinct()
                .filter(text -> Network.parse(text).filter(Network::isAddress).isPresent())
                .forEach(address -> {
                    addresses.add(address);
                    relationships
                            .addObject()
                            .put("Relationship", "resolves-to")
                            .put("EntityA", value)
                            .put("EntityAType", "Domain")
                            .put("EntityB", address)
                            .put("EntityBType", "IP");
                });
        if (!addresses.isEmpty()) {
            entity.set("DNS", addresses);
            entity.set("Relationships", relationships);
        }
    }

    /** Darktrace writes zeros and empty texts where it knows nothing; without a place of its own, the only one listed. */
    private static ObjectNode place(JsonNode details) {
        JsonNode listed = details.path("locations");
        JsonNode from = details.path("country").asString("").isBlank() && listed.size() == 1 ? listed.path(0) : details;
        ObjectNode place = JsonNodeFactory.instance.objectNode();
        String latitude = number(from.path("latitude"));
        String longitude = number(from.path("longitude"));
        if (!(latitude + longitude).matches("[0.]*")) {
            place.put("Location", latitude + ":" + longitude);
        }
        put(place, "Country", from.path("country"));
        put(place, "Description", from.path("city"));
        return place;
    }

    private static String number(JsonNode value) {
        return DarktraceNumber.decimal(value).isPresent() ? value.asString("") : "";
    }

    private void put(String member, JsonNode value) {
        put(entity, member, value);
    }

    private static void put(ObjectNode entity, String member, JsonNode value) {
        String text = value.asString("").strip();
        if (!text.isEmpty()) {
            entity.put(member, text);
        }
    }
}
