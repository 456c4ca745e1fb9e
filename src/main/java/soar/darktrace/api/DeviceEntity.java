package soar.darktrace.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A device as XSOAR's shared context has it: an {@code Endpoint}, or an {@code Account} where Darktrace keeps a user of a
 * service as a device. Only what is said is there: an operating system as one text, the latest address, no status, no
 * isolation. {@code Vendor} says who knows the ID, so that the maker of the network card has no place there.
 *
 * @param device in the shape of an answer or of the context
 */
public record DeviceEntity(JsonNode device) {

    /** {@code SaaS::AzureActiveDirectory: user.one@example.com} */
    private static final Pattern USER_OF_SERVICE = Pattern.compile("SaaS::\\s*([^:]+):\\s*(\\S.*)");

    /** What stands where the address is not known. */
    private static final String NO_MAC = "00:00:00:00:00:00";

    private static final Map<String, List<String>> MEMBERS = Map.of(
            "Hostname", List.of("hostname"),
            "IPAddress", List.of("ip"),
            "MACAddress", List.of("macaddress", "mac"),
            "OS", List.of("os"));

    /** Empty for a user of a service, and for a device of which there is no ID. */
    public Optional<ObjectNode> endpoint() {
        String id = text(List.of("did", "deviceId"));
        if (id.isEmpty() || userOfService().isPresent()) {
            return Optional.empty();
        }
        ObjectNode endpoint =
                JsonNodeFactory.instance.objectNode().put("ID", id).put("Vendor", "Darktrace");
        List.of("Hostname", "IPAddress", "MACAddress", "OS").forEach(member -> {
            String text = text(MEMBERS.getOrDefault(member, List.of()));
            if (!text.isEmpty() && !text.equals(NO_MAC)) {
                endpoint.put(member, text);
            }
        });
        return Optional.of(endpoint);
    }

    /** The user of a service that the device stands for, and the credentials that were seen on it. */
    public List<ObjectNode> accounts() {
        return userOfService()
                .map(List::of)
                .orElseGet(() -> device.path("credentials")
                        .valueStream()
                        .map(seen -> seen.isObject() ? seen.path("credential") : seen)
                        .map(credential -> credential.asString("").strip())
                        .filter(credential -> !credential.isEmpty())
                        .map(credential -> account(credential).put("Username", credential))
                        .toList());
    }

    private Optional<ObjectNode> userOfService() {
        String name = text(List.of("hostname", "identifier"));
        Matcher user = USER_OF_SERVICE.matcher(name);
        return user.matches()
                ? Optional.of(account(name)
                        .put("Type", user.group(1).strip())
                        .put("Username", user.group(2).strip()))
                : Optional.empty();
    }

    private static ObjectNode account(String id) {
        return JsonNodeFactory.instance.objectNode().put("Id", id);
    }

    private String text(List<String> members) {
        return members.stream()
                .map(member -> device.path(member).asString("").strip())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }
}
