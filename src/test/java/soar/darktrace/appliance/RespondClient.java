package soar.darktrace.appliance;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import tools.jackson.databind.JsonNode;

/** A caller who changes RESPOND actions and looks at what became of them. */
record RespondClient(SimulatedAppliance appliance, Clock clock) {

    HttpResponse<String> change(String body) throws IOException {
        return signed().post("/antigena", body);
    }

    String response(String body) throws IOException {
        return Json.read(change(body).body()).path("response").asString();
    }

    JsonNode get(String request) throws IOException {
        return Json.read(signed().get(request).body());
    }

    /** An action with its history, however long it is over. */
    JsonNode shown(long codeid) throws IOException {
        return get("/antigena?includecleared=true&includehistory=true&starttime=0&endtime=1893456000000")
                .valueStream()
                .filter(action -> action.path("codeid").asLong() == codeid)
                .findFirst()
                .orElseThrow();
    }

    JsonNode lastStep(long codeid) throws IOException {
        JsonNode history = shown(codeid).path("history");
        return history.path(history.size() - 1);
    }

    private SignedClient signed() {
        return new SignedClient(appliance, clock.instant());
    }
}
