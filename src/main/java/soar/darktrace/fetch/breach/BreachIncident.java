package soar.darktrace.fetch.breach;

import java.util.ArrayList;
import java.util.List;
import soar.darktrace.api.ModelBreach;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.fetch.IncidentDocument;
import soar.darktrace.fetch.Item;
import soar.darktrace.fetch.ShortText;
import soar.darktrace.incident.Belonging;
import soar.darktrace.incident.Incident;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a model breach in XSOAR's shape of an incident ({@code docs/fetching.md}). Whatever the breach lacks, the incident
 * is made of the rest. Its {@code dbotMirrorId} is {@code <instance>:<pbid>}.
 */
final class BreachIncident {

    static final String TYPE = "Darktrace Model Breach";

    /**
     * A document must fit into a column of the store, which H2 limits to a million characters. Counted as it is stored,
     * where a character may take six, before quotes are doubled by being text within the document.
     */
    private static final int LONGEST_RAW = 100_000;

    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_NAME = 500;

    private BreachIncident() {}

    static IncidentDocument of(Item item, DarktraceInstance darktrace, BreachSettings settings) {
        ListedBreach listed = ListedBreach.of(item.id(), item.json());
        ModelBreach breach = listed.breach();
        List<String> oddities = oddities(listed);
        Raw raw = raw(listed, darktrace.settings().url(), oddities);
        String model = breach.model().path("name").asString("");
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put(
                "name",
                ShortText.cut(TYPE + " #" + listed.pbid() + (model.isEmpty() ? "" : ": " + model), LONGEST_NAME));
        long occurred = occurred(listed);
        if (occurred >= 0) {
            document.set("occurred", DarktraceTime.iso(JsonNodeFactory.instance.numberNode(occurred)));
        }
        document.put("severity", new Severity(settings).of(breach));
        document.put("type", TYPE);
        document.put("details", ShortText.cut(breach.model().path("description").asString(""), LONGEST_TEXT));
        document.put("dbotMirrorId", darktrace.name() + ":" + listed.pbid());
        document.set("labels", labels(listed, darktrace.name()));
        document.put("rawJSON", raw.json());
        document.set("CustomFields", IncidentFields.of(listed, raw.breach(), darktrace.name(), oddities));
        if (item.belongsTo() != null) {
            Belonging.mark(document, item.belongsTo());
        }
        return new IncidentDocument(document, oddities);
    }

    private static List<String> oddities(ListedBreach listed) {
        ModelBreach breach = listed.breach();
        String subject = "Model breach " + listed.pbid() + " ";
        List<String> oddities = new ArrayList<>();
        if (!breach.device().isObject() || breach.device().isEmpty()) {
            oddities.add(subject + "has no device.");
        }
        if (!breach.model().isObject() || breach.model().isEmpty()) {
            oddities.add(subject + "has no model.");
        } else if (breach.model().path("name").asString("").isBlank()) {
            oddities.add(subject + "has a model without a name.");
        }
        if (ListedBreach.millis(breach.source().path("time")) < 0) {
            oddities.add(subject + "has no readable time.");
        }
        if (ListedBreach.millis(breach.source().path("creationTime")) < 0) {
            oddities.add(subject + "has no readable creation time.");
        }
        if (DarktraceNumber.decimal(breach.source().path("score")).isEmpty()) {
            oddities.add(subject + "has no score.");
        }
        return oddities;
    }

    /** When the activity began, else when the breach was created; -1 where neither is known. */
    private static long occurred(ListedBreach listed) {
        JsonNode source = listed.breach().source();
        long time = ListedBreach.millis(source.path("time"));
        return time >= 0 ? time : ListedBreach.millis(source.path("creationTime"));
    }

    /** The breach in the shape of {@code darktrace-get-breach}, and what a triage needs besides. */
    private static Raw raw(ListedBreach listed, String url, List<String> oddities) {
        ModelBreach breach = listed.breach();
        ObjectNode raw = breach.listOutputs(url);
        JsonNode components = breach.source().path("triggeredComponents");
        if (!components.isMissingNode()) {
            raw.set("triggeredComponents", components);
        }
        long created = ListedBreach.millis(breach.source().path("creationTime"));
        long acknowledged =
                ListedBreach.millis(breach.source().path("acknowledged").path("time"));
        if (created >= 0 && acknowledged >= created) {
            raw.put("minutesToAcknowledge", Math.round((acknowledged - created) / 6_000.0) / 10.0);
        }
        Raw all = Raw.of(raw);
        if (all.fits()) {
            return all;
        }
        raw.remove("triggeredComponents");
        oddities.add("Model breach " + listed.pbid() + " is very large; its triggered components are left out.");
        Raw less = Raw.of(raw);
        if (less.fits()) {
            return less;
        }
        raw.remove(List.of("model", "device", "mitre", "acknowledgedBy"));
        oddities.add("Model breach " + listed.pbid() + " is very large; its model and device are left out.");
        Raw least = Raw.of(raw);
        return least.fits()
                ? least
                : Raw.of(JsonNodeFactory.instance.objectNode().put("pbid", listed.pbid()));
    }

    /** A breach with its text, which is written once: it is measured, and is what the incident has. */
    private record Raw(ObjectNode breach, String json) {

        static Raw of(ObjectNode breach) {
            return new Raw(breach, Incident.json(breach));
        }

        boolean fits() {
            return json.length() <= LONGEST_RAW;
        }
    }

    private static ArrayNode labels(ListedBreach listed, String instance) {
        JsonNode model = listed.breach().model();
        JsonNode device = listed.breach().device();
        ArrayNode labels = JsonNodeFactory.instance.arrayNode();
        label(labels, "Darktrace Instance", JsonNodeFactory.instance.stringNode(instance));
        label(labels, "Model Breach ID", JsonNodeFactory.instance.stringNode(listed.pbid()));
        label(labels, "Model", model.path("name"));
        label(labels, "Category", model.path("category"));
        label(labels, "Device ID", device.path("did"));
        label(labels, "Hostname", device.path("hostname"));
        label(labels, "IP", device.path("ip"));
        return labels;
    }

    private static void label(ArrayNode labels, String type, JsonNode value) {
        String text = value.asString("");
        if (!text.isBlank()) {
            labels.addObject().put("type", type).put("value", ShortText.cut(text, LONGEST_NAME));
        }
    }
}
