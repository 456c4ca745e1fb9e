package soar.darktrace.command;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * An entry of the context besides the outputs, at a path of its own.
 *
 * @param path where it goes, such as {@code IP} or {@code Darktrace.WatchedList}
 * @param key the member by which XSOAR recognises an entry, or several with commas
 * @param value an object, or a list of them
 */
public record ContextEntry(String path, String key, JsonNode value) {

    /** The paths that XSOAR shares among integrations, each with the members by which it recognises an entry. */
    public enum Standard {
        IP("IP", "Address"),
        DOMAIN("Domain", "Name"),
        ENDPOINT("Endpoint", "ID,Vendor"),
        /** XSOAR's library compares {@code id}, which no account has, so that each would be added again (ADR 35). */
        ACCOUNT("Account", "Id"),
        DBOT_SCORE("DBotScore", "Indicator,Vendor,Type");

        private final String path;
        private final String key;

        Standard(String path, String key) {
            this.path = path;
            this.key = key;
        }

        List<String> keys() {
            return List.of(key.split(",", -1));
        }
    }

    public ContextEntry(Standard standard, JsonNode value) {
        this(standard.path, standard.key, value);
    }

    /** The path with XSOAR's condition, which names the first key once more: there is none without it. */
    String entryKey() {
        String[] keys = key.split(",", -1);
        return Arrays.stream(keys)
                .map(name -> "val." + name + " == obj." + name)
                .collect(Collectors.joining(" && ", path + "(val." + keys[0] + " && ", ")"));
    }
}
