package soar.darktrace.fetch.analyst;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import soar.darktrace.api.AnalystEvent;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.fetch.IncidentDocument;
import soar.darktrace.fetch.ShortText;
import soar.darktrace.incident.Incident;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a group with its events in XSOAR's shape of an incident ({@code docs/fetching.md}). Whatever the group lacks, the
 * incident is made of the rest. Its {@code dbotMirrorId} is {@code <instance>:aia:<group ID>}.
 */
final class GroupIncident {

    static final String TYPE = "Darktrace AI Analyst Incident";

    /** As for model breaches: a document must fit into a column of the store. */
    private static final int LONGEST_RAW = 100_000;

    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_NAME = 500;
    private static final int MOST_OF_A_LIST = 100;
    private static final int MOST_LABELS = 50;

    private GroupIncident() {}

    static IncidentDocument of(String id, ListedGroup group, DarktraceInstance darktrace, AnalystSettings settings) {
        List<String> oddities = oddities(id, group);
        Raw raw = raw(id, group, darktrace.settings().url(), oddities);
        String title = group.events().stream()
                .map(event -> event.source().path("title").asString(""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElseGet(() -> group.json().at("/incidentEvents/0/title").asString(""));
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("name", ShortText.cut(TYPE + " #" + id + (title.isEmpty() ? "" : ": " + title), LONGEST_NAME));
        DarktraceTime.millis(group.json().path("start"))
                .ifPresent(start -> document.put("occurred", DarktraceTime.iso(start)));
        document.put("severity", new Severity(settings).of(group));
        document.put("type", TYPE);
        document.put("details", ShortText.cut(details(group), LONGEST_TEXT));
        document.put("dbotMirrorId", darktrace.name() + ":aia:" + id);
        document.set("labels", labels(id, group, darktrace.name()));
        document.put("rawJSON", raw.json());
        document.set("CustomFields", GroupFields.of(id, group, raw.group(), darktrace.name(), oddities));
        return new IncidentDocument(document, oddities);
    }

    private static List<String> oddities(String id, ListedGroup group) {
        String subject = "AI Analyst group " + id + " ";
        List<String> oddities = new ArrayList<>();
        if (group.eventIds().isEmpty()) {
            oddities.add(subject + "has no events.");
        }
        if (group.eventIds().size() > GroupEvents.MOST) {
            oddities.add(subject + "has more than " + GroupEvents.MOST + " events; the others are left out.");
        }
        if (group.score().isEmpty()) {
            oddities.add(subject + "has no score.");
        }
        if (GroupCategory.of(group.category()).isEmpty()) {
            oddities.add(subject + "has no category that is known.");
        }
        for (String end : List.of("start", "end")) {
            if (DarktraceTime.millis(group.json().path(end)).isEmpty()) {
                oddities.add(subject + "has no readable " + end + ".");
            }
        }
        return oddities;
    }

    /** What happened, event by event. */
    private static String details(ListedGroup group) {
        return group.events().stream()
                .map(event -> (event.source().path("title").asString("") + "\n"
                                + event.source().path("summary").asString(""))
                        .strip())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }

    /** The group in the shape of {@code darktrace-get-ai-analyst-incident-group}, and its events in that of events. */
    private static Raw raw(String id, ListedGroup group, String url, List<String> oddities) {
        ObjectNode raw = JsonNodeFactory.instance.objectNode().put("incidentType", TYPE);
        raw.setAll(group.group().outputs(url));
        raw.put("acknowledged", group.isAcknowledged())
                .put("eventCount", group.eventIds().size());
        texts(raw, "dids", group.json().path("devices").valueStream().map(did -> did.asString("")));
        texts(raw, "pbids", group.pbids().stream().map(String::valueOf));
        String details = details(group);
        if (!details.isEmpty()) {
            raw.put("details", ShortText.cut(details, LONGEST_TEXT));
        }
        ArrayNode events = raw.putArray("events");
        group.events().forEach(event -> events.add(outputs(event, url)));
        Raw all = Raw.of(raw);
        if (all.fits()) {
            return all;
        }
        events.forEach(event -> ((ObjectNode) event).remove(List.of("summary", "relatedBreaches", "devices")));
        raw.remove("edges");
        oddities.add("AI Analyst group " + id + " is very large; the summaries of its events are left out.");
        Raw less = Raw.of(raw);
        if (less.fits()) {
            return less;
        }
        raw.remove(List.of("events", "incidentEvents", "devices", "initialDevices", "details"));
        oddities.add("AI Analyst group " + id + " is very large; its events are left out.");
        Raw least = Raw.of(raw);
        return least.fits()
                ? least
                : Raw.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("incidentType", TYPE)
                        .put("groupId", id));
    }

    private static void texts(ObjectNode raw, String member, Stream<String> values) {
        List<String> texts =
                values.filter(text -> !text.isBlank()).limit(MOST_OF_A_LIST).toList();
        if (!texts.isEmpty()) {
            texts.forEach(raw.putArray(member)::add);
        }
    }

    /** Twice the same breaches, keyed and as a list, would be too much for an incident. */
    private static ObjectNode outputs(AnalystEvent event, String url) {
        return event.outputs(url).remove(List.of("modelBreaches", "groupScore", "groupCategory"));
    }

    /** A group with its text, which is written once: it is measured, and is what the incident has. */
    private record Raw(ObjectNode group, String json) {

        static Raw of(ObjectNode group) {
            return new Raw(group, Incident.json(group));
        }

        boolean fits() {
            return json.length() <= LONGEST_RAW;
        }
    }

    private static ArrayNode labels(String id, ListedGroup group, String instance) {
        ArrayNode labels = JsonNodeFactory.instance.arrayNode();
        label(labels, "Darktrace Instance", instance);
        label(labels, "AI Analyst Group ID", id);
        label(labels, "Category", group.category());
        group.json().path("devices").forEach(did -> label(labels, "Device ID", did.asString("")));
        group.events().stream()
                .flatMap(event -> event.source().path("breachDevices").valueStream())
                .distinct()
                .forEach(device -> address(labels, device));
        group.pbids().forEach(pbid -> label(labels, "Model Breach ID", pbid.toString()));
        return labels;
    }

    private static void address(ArrayNode labels, JsonNode device) {
        label(labels, "Hostname", device.path("hostname").asString(""));
        label(labels, "IP", device.path("ip").asString(""));
    }

    private static void label(ArrayNode labels, String type, String text) {
        if (!text.isBlank() && labels.size() < MOST_LABELS) {
            labels.addObject().put("type", type).put("value", ShortText.cut(text, LONGEST_NAME));
        }
    }
}
