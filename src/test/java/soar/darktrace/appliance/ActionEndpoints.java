package soar.darktrace.appliance;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import soar.darktrace.appliance.ActionState.Stage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists RESPOND actions, counts them and changes them. */
final class ActionEndpoints implements EndpointGroup {

    private final Actions actions;
    private final Devices devices;
    private final Clock clock;

    ActionEndpoints(Actions actions, Devices devices, Clock clock) {
        this.actions = actions;
        this.devices = devices;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/antigena", this::list);
        routes.get("/antigena/summary", this::summary);
        routes.post("/antigena", this::change);
    }

    private JsonNode list(Call call) {
        boolean withHistory = call.flag("includehistory", false);
        boolean withConnections = call.flag("includeconnections", false);
        boolean withDevices = call.flag("fulldevicedetails", false);
        List<Action> found = actions.all().stream()
                .filter(ActionFilter.of(call, clock.millis()))
                .toList();
        JsonNode items = Json.array(
                found.stream().map(action -> action.json(withHistory)).toList());
        if (!withConnections && !withDevices) {
            return items;
        }
        ObjectNode answer = Json.object();
        answer.set("actions", items);
        if (withConnections) {
            answer.set(
                    "connections",
                    Json.array(found.stream()
                            .flatMap(action -> action.blockedConnections().stream())
                            .toList()));
        }
        if (withDevices) {
            answer.set(
                    "devices",
                    Json.array(devices.shown(found.stream().map(Action::did).distinct())));
        }
        return answer;
    }

    /** Which actions were pending in the past is not known. */
    private JsonNode summary(Call call) {
        long now = clock.millis();
        Optional<TimeWindow> window = TimeWindow.paired(call);
        List<Action> pending = actions.all().stream()
                .filter(action -> window.isEmpty() && action.stage(now) == Stage.PENDING)
                .toList();
        List<Action> active = actions.all().stream()
                .filter(action -> window.map(action::wasEnforcedIn).orElseGet(() -> action.stage(now) == Stage.ACTIVE))
                .toList();
        ObjectNode answer = Json.object().put("pendingCount", pending.size()).put("activeCount", active.size());
        answer.set("pendingActionDevices", dids(pending));
        answer.set("activeActionDevices", dids(active));
        return answer;
    }

    private static JsonNode dids(List<Action> actions) {
        var dids = Json.array();
        actions.stream().map(Action::did).distinct().forEach(dids::add);
        return dids;
    }

    /** What is wrong in the request is an input error; what the state of the action forbids is refused. */
    private JsonNode change(Call call) {
        boolean changed = actions.change(ActionChange.of(JsonBody.of(call)));
        return Json.object().put("response", changed ? "SUCCESS" : "ERROR");
    }
}
