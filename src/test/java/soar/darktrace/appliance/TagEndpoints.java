package soar.darktrace.appliance;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tags and what has them. Unless told otherwise, a gateway answers 502 for each {@code DELETE} that was done, as one was
 * seen to do three times of three.
 */
final class TagEndpoints implements EndpointGroup {

    private final Tags tags;
    private final Devices devices;

    TagEndpoints(Tags tags, Devices devices) {
        this.tags = tags;
        this.devices = devices;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/tags", this::list);
        routes.add("GET", "/tags/{tid}", call -> found(tag(call)));
        routes.post("/tags", call -> tags.create(Json.read(call.body())));
        routes.add("DELETE", "/tags/{tid}", this::delete);
        routes.add(
                "GET", "/tags/entities", call -> Answer.json(call.text("tag").isPresent() ? tagged(call) : of(call)));
        routes.add("POST", "/tags/entities", call -> Answer.json(assign(call)));
        routes.add("DELETE", "/tags/entities", this::remove);
        routes.add("GET", "/tags/{tid}/entities", this::entities);
        routes.add("POST", "/tags/{tid}/entities", this::add);
        routes.add("DELETE", "/tags/{tid}/entities/{teid}", this::removeEntity);
    }

    private JsonNode list(Call call) {
        return call.text("tag")
                .map(name -> Json.array(tags.named(name).stream().toList()))
                .orElseGet(() -> Json.array(tags.all()));
    }

    private Optional<ObjectNode> tag(Call call) {
        return tags.find(call.requiredNumber("tid"));
    }

    private static Answer found(Optional<ObjectNode> tag) {
        return tag.map(Answer::json).orElseGet(() -> Answer.error(404, "Not Found"));
    }

    private Answer delete(Call call) {
        Optional<ObjectNode> tag = tag(call);
        if (tag.isEmpty()) {
            return Answer.error(404, "Not Found");
        }
        if (tag.get().path("restricted").asBoolean()
                || tag.get().path("isReferenced").asBoolean()) {
            return Answer.error(400, "TAG IS IN USE");
        }
        tags.delete(call.requiredNumber("tid"));
        return tags.deleted();
    }

    private JsonNode of(Call call) {
        return Json.array(tags.of(call.requiredNumber("did")));
    }

    private JsonNode tagged(Call call) {
        Optional<ObjectNode> tag = tags.named(call.required("tag"));
        if (tag.isEmpty()) {
            return unknown();
        }
        var entities = tags.entities(tag.get().path("tid").asLong());
        if (!call.flag("fulldevicedetails", false)) {
            return Json.array(entities);
        }
        ObjectNode answer = Json.object();
        answer.set("entities", Json.array(entities));
        answer.set(
                "devices",
                Json.array(devices.shown(entities.stream()
                        .filter(entity -> entity.path("entityType").asString().equals("Device"))
                        .map(entity -> entity.path("entityValue").asLong()))));
        return answer;
    }

    /** A form only. */
    private JsonNode assign(Call call) {
        if (call.hasJsonBody()) {
            throw new InputError("not a form");
        }
        String did = call.field("did").orElseThrow(() -> new InputError("did is missing"));
        requireDevice(did);
        String name = call.field("tag").orElseThrow(() -> new InputError("tag is missing"));
        return tags.named(name)
                .<JsonNode>map(tag -> {
                    tags.assign(
                            tag.path("tid").asLong(),
                            "Device",
                            did,
                            call.field("duration").map(Long::parseLong).orElse(0L));
                    return Json.object().set("tid", tag.path("tid"));
                })
                .orElseGet(TagEndpoints::unknown);
    }

    private static ObjectNode unknown() {
        return Json.object().put("tags", "DATANOTFOUND ERROR");
    }

    /** What is no device of this appliance gets no tag. */
    private void requireDevice(String did) {
        if (!did.matches("[0-9]{1,18}") || devices.find(Long.parseLong(did)).isEmpty()) {
            throw new InputError("did is unknown");
        }
    }

    private Answer remove(Call call) {
        requireDevice(call.required("did"));
        Optional<ObjectNode> tag = tags.named(call.required("tag"));
        if (tag.isEmpty()) {
            return Answer.json(unknown());
        }
        tags.remove(tag.get().path("tid").asLong(), "Device", call.required("did"));
        return tags.deleted();
    }

    private Answer entities(Call call) {
        return tag(call).isEmpty()
                ? Answer.error(404, "Not Found")
                : Answer.json(Json.array(tags.entities(call.requiredNumber("tid"))));
    }

    private Answer add(Call call) {
        if (tag(call).isEmpty()) {
            return Answer.error(404, "Not Found");
        }
        String type = call.field("entityType").orElseThrow(() -> new InputError("entityType is missing"));
        String value = call.field("entityValue").orElseThrow(() -> new InputError("entityValue is missing"));
        if (type.equals("Device")) {
            requireDevice(value);
        }
        ObjectNode made = tags.assign(
                call.requiredNumber("tid"),
                type,
                value,
                call.field("expiryDuration").map(Long::parseLong).orElse(0L));
        return Answer.json(Json.array().add(made));
    }

    private Answer removeEntity(Call call) {
        return tags.removeEntity(call.requiredNumber("tid"), call.requiredNumber("teid"))
                ? tags.deleted()
                : Answer.error(404, "Not Found");
    }
}
