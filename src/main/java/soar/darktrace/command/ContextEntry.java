package soar.darktrace.command;

import java.util.Arrays;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * An entry of the context besides the outputs, at a path that XSOAR shares among integrations.
 *
 * @param value an object, or a list of them
 */
public record ContextEntry(Standard standard, JsonNode value) {

    /** XSOAR's shared paths, each with the members by which it recognises an entry. */
    public enum Standard {
        IP("IP", "Address"),
        DOMAIN("Domain", "Name"),
        ENDPOINT("Endpoint", "ID", "Vendor"),
        DBOT_SCORE("DBotScore", "Indicator", "Vendor", "Type");

        private final String path;
        private final String entryKey;

        Standard(String path, String... keys) {
            this.path = path;
            this.entryKey = Arrays.stream(keys)
                    .map(key -> "val.%1$s == obj.%1$s".formatted(key))
                    .collect(Collectors.joining(" && ", path + "(val." + keys[0] + " && ", ")"));
        }

        /** The name as it stands in the context. */
        public String path() {
            return path;
        }

        String entryKey() {
            return entryKey;
        }
    }
}
