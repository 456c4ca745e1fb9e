package soar.darktrace.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model breach as Darktrace returns it, in any of its shapes ({@code darktrace-api.md} §2.1).
 *
 * @param source the breach as received
 */
public record ModelBreach(ObjectNode source) {

    private static final Pattern TRAILING_SLASHES = Pattern.compile("/+$");
    private static final List<String> DEVICE_FIELDS =
            List.of("did", "macaddress", "vendor", "ip", "hostname", "devicelabel");
    private static final Set<String> NO = Set.of("", "false", "no", "0");
    private static final List<String> MODEL_FIELDS =
            List.of("name", "pid", "uuid", "tags", "priority", "description", "category");

    /** Finds the breach with this ID in an answer that is an object or a list; {@code not_found} if it is missing. */
    public static ModelBreach in(JsonNode answer, long pbid) {
        return new ModelBreach(DarktraceAnswer.one(
                answer,
                item -> isOf(item, pbid),
                "Darktrace knows no model breach " + pbid + ", or the API token's owner may not see it."));
    }

    /** A Unified View may put a minus sign before an ID; an unusual breach may have no ID. */
    private static boolean isOf(JsonNode item, long pbid) {
        return (!item.hasNonNull("pbid") && !item.isEmpty())
                || item.path("pbid").asString("").replace("-", "").equals(Long.toString(pbid));
    }

    /** The outputs of the seed document, without fields that Darktrace did not send. */
    public ObjectNode outputs() {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        copy(source, List.of("commentCount", "pbid"), outputs);
        if (source.hasNonNull("time")) {
            outputs.set("time", DarktraceTime.iso(source.path("time")));
        }
        copy(source, List.of("score"), outputs);
        describeAcknowledgement(outputs);
        setUnlessEmpty(outputs, "device", selected(device(), DEVICE_FIELDS));
        setUnlessEmpty(outputs, "model", selected(model(), MODEL_FIELDS));
        return outputs;
    }

    /** The outputs of a list: the same, with creation time, acknowledgement, link and MITRE data. */
    public ObjectNode listOutputs(String url) {
        ObjectNode outputs = outputs();
        if (source.hasNonNull("creationTime")) {
            outputs.set("creationTime", DarktraceTime.iso(source.path("creationTime")));
        }
        outputs.put("acknowledged", isAcknowledged());
        link(url).ifPresent(link -> outputs.put("url", link));
        setUnlessEmpty(
                outputs, "mitre", source.path("mitre").isMissingNode() ? model().path("mitre") : source.path("mitre"));
        return outputs;
    }

    /** Darktrace's own link, else the one that is made of the ID; none where there is neither. */
    private Optional<String> link(String url) {
        String own = source.path("breachUrl").asString("");
        if (!own.isBlank()) {
            return Optional.of(own);
        }
        String pbid = source.path("pbid").asString("");
        return pbid.isBlank()
                ? Optional.empty()
                : Optional.of(TRAILING_SLASHES.matcher(url).replaceFirst("") + "/#modelbreach/" + pbid);
    }

    /**
     * An open breach has {@code false} or no value, an acknowledged one an object with user and time. What has come through
     * another system may have the boolean as text or number.
     */
    public boolean isAcknowledged() {
        JsonNode acknowledged = source.path("acknowledged");
        return acknowledged.isContainer()
                || !NO.contains(acknowledged.asString("").strip().toLowerCase(Locale.ROOT));
    }

    /** Whether Darktrace says which breach this is. */
    public boolean isIdentified() {
        return source.hasNonNull("pbid");
    }

    /** By whom it is acknowledged and when; empty where Darktrace does not say. */
    public Optional<String> acknowledgement() {
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        describeAcknowledgement(described);
        return described.has("acknowledgedBy")
                ? Optional.of("by %s at %s"
                        .formatted(
                                described.path("acknowledgedBy").asString("somebody"),
                                described.path("acknowledgedTime").asString("a time unknown")))
                : Optional.empty();
    }

    private void describeAcknowledgement(ObjectNode outputs) {
        if (!source.hasNonNull("acknowledged")) {
            return;
        }
        outputs.put("acknowledged", isAcknowledged());
        JsonNode by = source.path("acknowledged");
        if (!by.path("username").asString("").isBlank()) {
            outputs.set("acknowledgedBy", by.get("username"));
        }
        if (by.hasNonNull("time")) {
            outputs.set("acknowledgedTime", DarktraceTime.iso(by.path("time")));
        }
    }

    /** The device, which some appliances leave in the first component despite {@code deviceattop=true}. */
    public JsonNode device() {
        return source.hasNonNull("device")
                ? source.path("device")
                : source.path("triggeredComponents").path(0).path("device");
    }

    /** The model at the time of the breach; with {@code historicmodelonly} its fields are in {@code model} itself. */
    public JsonNode model() {
        JsonNode model = source.path("model");
        return model.hasNonNull("then") ? model.path("then") : model;
    }

    /** The chosen fields of an object; any other value is passed on unchanged. */
    private static JsonNode selected(JsonNode value, List<String> fields) {
        if (!value.isObject()) {
            return value;
        }
        ObjectNode selected = JsonNodeFactory.instance.objectNode();
        copy(value, fields, selected);
        return selected;
    }

    private static void copy(JsonNode from, List<String> fields, ObjectNode to) {
        for (String field : fields) {
            if (from.hasNonNull(field)) {
                to.set(field, from.get(field));
            }
        }
    }

    private static void setUnlessEmpty(ObjectNode outputs, String field, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull() && !(value.isObject() && value.isEmpty())) {
            outputs.set(field, value);
        }
    }
}
