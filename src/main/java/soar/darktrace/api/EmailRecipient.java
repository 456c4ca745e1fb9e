package soar.darktrace.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recipient of an email, who has a copy of it with a status of its own.
 *
 * @param source as received
 */
public record EmailRecipient(ObjectNode source) {

    private static final FieldNames NAMES = new FieldNames(
            Map.of(
                    "rcpt_to", "address",
                    "rcpt_status", "status",
                    "is_read", "read",
                    "is_group_email", "group",
                    "rcpt_actions_taken", "actions",
                    "requestedRelease", "release_requested"),
            Set.of());

    private static final Set<String> KNOWN = Set.of(
            "rcpt_to",
            "rcpt_status",
            "is_read",
            "is_group_email",
            "rcpt_actions_taken",
            "requestedRelease",
            "action_status",
            "tags",
            "summary");

    /** What the context says of one recipient beside the email. */
    static final Set<String> FIELDS = Set.of(
            "recipient",
            "receipt_status",
            "read_status",
            "action_status",
            "tags",
            "summary",
            "actions",
            "release_requested");

    public String address() {
        return source.path("rcpt_to").asString("");
    }

    public boolean hasAddress(String other) {
        return address().strip().equalsIgnoreCase(other.strip());
    }

    /** What became of the copy, such as {@code held} or {@code delivered}; empty where Darktrace does not say. */
    public String status() {
        return source.path("rcpt_status").asString("").toLowerCase(Locale.ROOT);
    }

    public boolean isHeld() {
        return status().equals("held");
    }

    Stream<String> tags() {
        return texts("tags");
    }

    /** The recipient for the context, without what is not known: it may be content, which has a switch. */
    public ObjectNode outputs() {
        ObjectNode known = JsonNodeFactory.instance.objectNode();
        source.forEachEntry((field, value) -> {
            if (KNOWN.contains(field)) {
                known.set(field, value);
            }
        });
        return NAMES.outputs(known);
    }

    /** Adds what XSOAR's pack says of an email's only recipient. */
    void addTo(ObjectNode outputs, EmailTags known) {
        put(outputs, "recipient", address());
        put(outputs, "receipt_status", capitalised(source.path("rcpt_status").asString("")));
        copy("is_read", outputs, "read_status");
        copy("action_status", outputs, "action_status");
        copy("tags", outputs, "tags");
        known.addTo(outputs, tags().toList());
        put(outputs, "summary", texts("summary").collect(Collectors.joining(" ")));
        put(outputs, "actions", texts("rcpt_actions_taken").collect(Collectors.joining(", ")));
        JsonNode release = source.path("requestedRelease");
        if (!release.isMissingNode()) {
            outputs.put(
                    "release_requested",
                    !release.isNull() && !List.of("", "false", "0").contains(release.asString("true")));
        }
    }

    private Stream<String> texts(String field) {
        return source.path(field).valueStream().map(text -> text.asString("")).filter(text -> !text.isBlank());
    }

    private void copy(String field, ObjectNode outputs, String name) {
        JsonNode value = source.path(field);
        if (!value.isMissingNode() && !value.isNull()) {
            outputs.set(name, value);
        }
    }

    private static void put(ObjectNode outputs, String name, String text) {
        if (!text.isBlank()) {
            outputs.put(name, text);
        }
    }

    /** As XSOAR's pack writes a word: {@code Held}. */
    static String capitalised(String word) {
        return word.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT)
                        + word.substring(1).toLowerCase(Locale.ROOT);
    }
}
