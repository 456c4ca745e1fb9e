package soar.darktrace.feature.tag;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import soar.darktrace.api.TagEntity;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceNumber;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The devices of {@code GET /tags/entities?tag=}, whose details are missing for those that no longer exist. */
final class TaggedDevice {

    private TaggedDevice() {}

    /** An unknown tag answers 200 with {@code {"tags":"DATANOTFOUND ERROR"}}. */
    static JsonNode requireTag(JsonNode answer, String name) {
        if (isUnknownTag(answer)) {
            throw unknown(name);
        }
        return answer;
    }

    static boolean isUnknownTag(JsonNode answer) {
        return answer.path("tags").asString("").contains("DATANOTFOUND");
    }

    static DarktraceException unknown(String name) {
        return new DarktraceException(
                Kind.NOT_FOUND, "Darktrace knows no tag named " + name + ". See darktrace-list-tags.");
    }

    static Stream<ObjectNode> in(JsonNode answer, String tag) {
        Map<Long, JsonNode> devices = new HashMap<>();
        for (JsonNode device : answer.path("devices")) {
            DarktraceNumber.whole(device.path("did")).ifPresent(did -> devices.putIfAbsent(did, device));
        }
        return TagEntity.in(answer).stream()
                .filter(TagEntity::isDevice)
                .filter(entity -> entity.did().isPresent())
                .map(entity -> device(entity.did().getAsLong(), devices, tag));
    }

    private static ObjectNode device(long did, Map<Long, JsonNode> devices, String tag) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode().put("deviceId", did);
        JsonNode device = devices.get(did);
        if (device != null) {
            describe(device, tag, outputs);
        }
        return outputs;
    }

    private static void describe(JsonNode device, String tag, ObjectNode outputs) {
        set(outputs, "hostname", device.path("hostname"));
        set(outputs, "label", device.path("devicelabel"));
        set(outputs, "credentials", device.path("credentials"));
        List<String> others = device.path("tags")
                .valueStream()
                .map(other -> other.path("name").asString(""))
                .filter(name -> !name.isEmpty() && !name.equalsIgnoreCase(tag))
                .toList();
        if (!others.isEmpty()) {
            others.forEach(outputs.putArray("otherTags")::add);
        }
    }

    private static void set(ObjectNode outputs, String name, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            outputs.set(name, value);
        }
    }
}
