package soar.darktrace.appliance;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists incident events and groups of AI Analyst, and changes events. */
final class AnalystEndpoints implements EndpointGroup {

    private final AnalystIncidents incidents;
    private final Clock clock;

    AnalystEndpoints(AnalystIncidents incidents, Clock clock) {
        this.incidents = incidents;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add("GET", "/aianalyst/incidentevents", this::events);
        routes.get("/aianalyst/groups", this::groups);
        routes.get("/aianalyst/incident/comments", this::comments);
        routes.post("/aianalyst/incident/comments", this::comment);
        routes.post("/aianalyst/acknowledge", call -> set(call, "acknowledged", true));
        routes.post("/aianalyst/unacknowledge", call -> set(call, "acknowledged", false));
        routes.post("/aianalyst/pin", call -> set(call, "pinned", true));
        routes.post("/aianalyst/unpin", call -> set(call, "pinned", false));
        routes.get("/aianalyst/stats", call -> Json.file("ai-analyst").path("stats"));
    }

    /** An appliance without reports passes over the parameters that ask for one. */
    private Answer events(Call call) {
        if (call.text("format").filter("pdf"::equals).isPresent() && incidents.offersReports()) {
            return Answer.json(200, "%PDF-1.7\n" + call.text("uuid").orElse(""))
                    .with("Content-Type", "application/pdf");
        }
        return Answer.json(
                found(call, incidents.events(), new AnalystQuery(call, clock).event(), "id", "currentGroup"));
    }

    private JsonNode groups(Call call) {
        List<ObjectNode> groups = incidents.groups();
        List<String> events = list(call, "uuid");
        if (call.text("groupid").isEmpty() && !events.isEmpty()) {
            return Json.array(groups.stream()
                    .filter(group -> group.path("incidentEvents")
                            .valueStream()
                            .anyMatch(
                                    event -> events.contains(event.path("uuid").asString())))
                    .filter(group -> isShown(call, group))
                    .toList());
        }
        return found(call, groups, new AnalystQuery(call, clock).group(), "", "id");
    }

    /** IDs of events come before those of groups, and these before all else. */
    private static JsonNode found(
            Call call, List<ObjectNode> all, Predicate<JsonNode> filter, String id, String group) {
        List<String> ids = id.isEmpty() ? List.of() : list(call, "uuid");
        List<String> groups = list(call, "groupid");
        Predicate<JsonNode> wanted = !ids.isEmpty()
                ? item -> ids.contains(item.path(id).asString())
                : !groups.isEmpty() ? item -> groups.contains(item.path(group).asString()) : filter;
        boolean onlyPinned = call.flag("includeonlypinned", false);
        boolean allPinned = ids.isEmpty() && groups.isEmpty() && call.flag("includeallpinned", true);
        return Json.array(all.stream()
                .filter(item -> (wanted.test(item)
                                && isShown(call, item)
                                && (!onlyPinned || AnalystGroupView.flag(item, "pinned")))
                        || (allPinned && AnalystGroupView.flag(item, "pinned")))
                .toList());
    }

    private static boolean isShown(Call call, JsonNode item) {
        return call.flag("includeacknowledged", false) || !AnalystGroupView.flag(item, "acknowledged");
    }

    private static List<String> list(Call call, String parameter) {
        return call.text(parameter).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .toList();
    }

    private JsonNode set(Call call, String flag, boolean value) {
        if (call.hasJsonBody()) {
            throw new InputError("only forms are understood here");
        }
        String ids = call.field("uuid").orElseThrow(() -> new InputError("uuid is missing"));
        incidents.set(List.of(ids.split(",")), flag, value);
        return Json.object().put("aianalyst", "SUCCESS");
    }

    private JsonNode comments(Call call) {
        ObjectNode answer = Json.object();
        answer.set("comments", incidents.comments(call.required("incident_id")));
        return answer;
    }

    private JsonNode comment(Call call) {
        if (!call.hasJsonBody()) {
            throw new InputError("comments are sent as JSON");
        }
        incidents.comment(
                call.field("incident_id").orElse(""), call.field("message").orElse(""));
        return Json.object().put("aianalyst", "SUCCESS");
    }
}
