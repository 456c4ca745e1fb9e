package soar.darktrace.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An email as Darktrace/EMAIL returns it, found or by itself: one that was found has no summary.
 *
 * @param source as received
 */
public record Email(ObjectNode source) {

    /** The names of the context: those of XSOAR's pack, and those that its documentation has besides. */
    private static final Map<String, List<String>> NAMES = names();

    private static final Set<String> OTHERWISE_SHOWN = Set.of("direction", "dtime_unix", "rcpts");

    private static Map<String, List<String>> names() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        names.put("uuid", List.of("uuid"));
        names.put("header_from_email", List.of("sender", "header_from_email"));
        names.put("header_from", List.of("header_from"));
        names.put("header_from_personal", List.of("header_from_personal"));
        names.put("header_subject", List.of("subject", "header_subject"));
        names.put("model_score", List.of("score", "model_score"));
        names.put("n_attachments", List.of("attachments"));
        names.put("n_links", List.of("links"));
        names.put("in_progress", List.of("in_progress"));
        names.put("campaign_id", List.of("campaign_id"));
        names.put("restricted_recipients", List.of("restricted_recipients"));
        names.put("dtime", List.of("dtime"));
        return names;
    }

    public String uuid() {
        return source.path("uuid").asString("");
    }

    public String subject() {
        return source.path("header_subject").asString("");
    }

    /** In the order of Darktrace's answer; odd ones are passed over. */
    public List<EmailRecipient> recipients() {
        return source.path("rcpts")
                .valueStream()
                .filter(ObjectNode.class::isInstance)
                .map(recipient -> new EmailRecipient((ObjectNode) recipient))
                .toList();
    }

    /** The names of the tags that it has for any of its recipients. */
    public Stream<String> tags() {
        return recipients().stream().flatMap(EmailRecipient::tags).distinct();
    }

    /**
     * The email for the context: what XSOAR's pack says of the first recipient, and all recipients.
     *
     * @param url of the appliance
     */
    public ObjectNode outputs(String url, EmailTags known) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        NAMES.forEach((field, names) -> {
            JsonNode value = source.path(field);
            if (!value.isMissingNode() && !value.isNull()) {
                names.forEach(name -> outputs.set(name, value));
            }
        });
        if (source.path("direction").isString()) {
            outputs.put(
                    "direction",
                    EmailRecipient.capitalised(source.path("direction").asString()));
        }
        DarktraceTime.millis(source.path("dtime_unix"))
                .ifPresent(time ->
                        List.of("time", "timestamp").forEach(name -> outputs.put(name, DarktraceTime.iso(time))));
        outputs.put("darktrace_url", url.replaceFirst("/+$", "") + "/agemail/?uuid=" + uuid());
        List<EmailRecipient> recipients = recipients();
        recipients.stream().findFirst().ifPresent(first -> first.addTo(outputs, known));
        ArrayNode all = outputs.putArray("recipients");
        recipients.forEach(recipient -> all.add(recipient.outputs()));
        return outputs;
    }

    /** A row of a table that has one row for each recipient's copy. */
    public ArrayNode rows(ObjectNode outputs, EmailTags known) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        recipients().forEach(recipient -> {
            ObjectNode row = rows.addObject().setAll(outputs);
            EmailRecipient.FIELDS.forEach(row::remove);
            recipient.addTo(row, known);
        });
        return rows.isEmpty() ? rows.add(outputs) : rows;
    }

    /** The row of a table that has one for all copies: how many recipients there are, and every status of a copy. */
    public ObjectNode row(ObjectNode outputs) {
        List<EmailRecipient> recipients = recipients();
        if (recipients.size() < 2) {
            return outputs;
        }
        String statuses = recipients.stream()
                .map(recipient -> EmailRecipient.capitalised(recipient.status()))
                .filter(status -> !status.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
        ObjectNode row = JsonNodeFactory.instance.objectNode().setAll(outputs);
        row.put("recipient", recipients.get(0).address() + " and " + (recipients.size() - 1) + " more");
        return row.put("receipt_status", statuses);
    }

    /** What Darktrace returns of it besides, such as its headers where they were asked for. */
    public ObjectNode further() {
        ObjectNode further = JsonNodeFactory.instance.objectNode();
        source.forEachEntry((field, value) -> {
            if (!NAMES.containsKey(field) && !OTHERWISE_SHOWN.contains(field) && !value.isNull()) {
                further.set(field, value);
            }
        });
        return further;
    }
}
