package soar.darktrace.feature.device;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import soar.darktrace.api.Device;
import soar.darktrace.api.DeviceRows;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.FailedItem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What came of the parts of a device's summary. */
final class DeviceSummary {

    /** The parts, with the names of Darktrace and of the context. */
    enum Part {
        DEVICE("devices", "device"),
        SIMILAR_DEVICES("similardevices", "similarDevices"),
        CONNECTION_INFO("deviceinfo", "connectionInfo"),
        DETAILS("details", "details"),
        MODEL_BREACHES("modelbreaches", "modelBreaches");

        private final String theirs;
        private final String ours;

        Part(String theirs, String ours) {
            this.theirs = theirs;
            this.ours = ours;
        }

        private @Nullable JsonNode found(JsonNode answer) {
            return switch (this) {
                case DEVICE ->
                    Device.in(answer).findFirst().map(Device::outputs).orElse(null);
                case SIMILAR_DEVICES -> DeviceRows.of(DarktraceAnswer.items(answer));
                case CONNECTION_INFO -> answer.has("deviceInfo") ? answer.get("deviceInfo") : answer;
                case DETAILS, MODEL_BREACHES -> answer;
            };
        }
    }

    private final ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    private final List<FailedItem> failed = new ArrayList<>();

    /** The summary that came in one answer. */
    static DeviceSummary of(ObjectNode answer) {
        DeviceSummary summary = new DeviceSummary();
        JsonNode data = answer.has("data") ? answer.get("data") : answer;
        for (Part part : Part.values()) {
            summary.put(part, data.path(part.theirs));
        }
        return summary;
    }

    /** A part that is an error in itself fails alone. */
    void put(Part part, JsonNode answer) {
        if (DarktraceAnswer.isRefusal(answer)) {
            fail(part, DarktraceAnswer.notDone(answer, "Darktrace refused this part."));
        } else if (answer.isContainer() && !answer.isEmpty()) {
            JsonNode found = part.found(answer);
            if (found != null && !found.isEmpty()) {
                outputs.set(part.ours, found);
            }
        }
    }

    void fail(Part part, DarktraceException failure) {
        failed.add(FailedItem.of("part", part.ours, failure, failure.sentence()));
    }

    /** This, unless every part failed: then the failure of the whole. */
    DeviceSummary orElseThrow(DarktraceException failure) {
        if (failed.size() == Part.values().length) {
            throw failure;
        }
        return this;
    }

    CommandResult result(long did) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode().put("deviceId", did);
        ObjectNode row = whole.deepCopy();
        List<String> missing = new ArrayList<>();
        for (Part part : Part.values()) {
            JsonNode found = outputs.path(part.ours);
            if (found.isMissingNode()) {
                missing.add(part.ours);
                row.put(part.ours, whyMissing(part));
            } else {
                whole.set(part.ours, found);
                row.set(part.ours, shown(part, found));
            }
        }
        if (!missing.isEmpty()) {
            missing.forEach(whole.putArray("missing")::add);
        }
        return CommandResult.of("Darktrace Device " + did + " Summary", whole)
                .showing(row, "deviceId", "device")
                .failing(failed);
    }

    /** In the table, an empty part differs from one that could not be had. */
    private String whyMissing(Part part) {
        return failed.stream()
                .map(FailedItem::json)
                .filter(item -> item.path("part").asString().equals(part.ours))
                .map(item -> item.path("detail").asString())
                .findFirst()
                .orElse("none");
    }

    /** What fits into a table: who it is, and how many of the rest. */
    private static JsonNode shown(Part part, JsonNode found) {
        return part == Part.DEVICE
                ? JsonNodeFactory.instance.stringNode(
                        found.path("hostname").asString(found.path("ip").asString("")))
                : JsonNodeFactory.instance.numberNode(found.size());
    }
}
