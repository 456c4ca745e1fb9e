package soar.darktrace.xsoar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the server of XSOAR does with a mirroring integration, minute by minute. What an aborted script had said is not
 * heard, but what it kept in the server is kept; after a failure the same comes again.
 */
public final class MirroringXsoar {

    private static final List<String> CALLS = List.of("results", "setLastMirrorRun", "setIntegrationContext");

    private final ScriptProcess script;
    private final Map<String, Object> params;
    private final Clock clock;
    private final Random random;
    private final Map<String, MirroredIncident> incidents = new LinkedHashMap<>();

    /** Whether what the mirror closes and reopens is told to the integration as if an analyst had. */
    private final boolean echoes;

    private @Nullable String lastUpdate;
    private JsonNode lastMirrorRun = JsonNodeFactory.instance.objectNode();
    private JsonNode context = JsonNodeFactory.instance.objectNode();
    private double diesOnceIn;

    public MirroringXsoar(ScriptProcess script, String url, Clock clock, Random random) {
        this.script = script;
        this.clock = clock;
        this.random = random;
        echoes = random.nextBoolean();
        params = new LinkedHashMap<>(Map.of(
                "connector_url",
                url,
                "connector_instance",
                "main",
                "mirror_direction",
                "Incoming And Outgoing",
                "comment_tag",
                "comments",
                "comment_tag_from",
                "FromDarktrace",
                "close_incident",
                true,
                "close_out",
                true,
                "reopen",
                true));
    }

    /** The connector has another address after a restart. */
    public void connectorIsAt(String url) {
        params.put("connector_url", url);
    }

    MirroredIncident incident(String remoteId) {
        MirroredIncident incident = new MirroredIncident(remoteId);
        incident.lastUpdate = clock.instant().toString();
        incidents.put(remoteId, incident);
        return incident;
    }

    /** How likely a script is to die at one of its steps. */
    void scriptsDie(double likelihood) {
        diesOnceIn = likelihood;
    }

    public void minute() {
        incidents.values().forEach(this::send);
        receive();
    }

    private void send(MirroredIncident incident) {
        if (incident.delta.isEmpty() && incident.unsent.isEmpty()) {
            return;
        }
        ScriptRun run = run("update-remote-system", incident.update());
        if (isDone(run) && run.only("results").asString("").equals(incident.remoteId)) {
            incident.delta.clear();
            incident.unsent.clear();
        }
    }

    private void receive() {
        String now = clock.instant().toString();
        ScriptRun run =
                run("get-modified-remote-data", lastUpdate == null ? Map.of() : Map.of("lastUpdate", lastUpdate));
        if (isDone(run)) {
            lastUpdate = now;
            run.only("results").path("Contents").forEach(id -> {
                MirroredIncident modified = incidents.get(id.asString());
                if (modified != null) {
                    modified.isToBeRead = true;
                }
            });
        } else if (run.crash().asString("").isEmpty()) {
            assertThat(run.error()).containsPattern("skip update|API rate limit");
        }
        new ArrayList<>(incidents.values())
                .stream().filter(incident -> incident.isToBeRead).forEach(this::read);
    }

    private void read(MirroredIncident incident) {
        String now = clock.instant().toString();
        ScriptRun run = run(
                "get-remote-data", Map.of("id", incident.remoteId, "lastUpdate", String.valueOf(incident.lastUpdate)));
        if (!isDone(run)) {
            return;
        }
        incident.isToBeRead = false;
        incident.lastUpdate = now;
        JsonNode remote = run.only("results");
        assertThat(remote.path(0).isObject()).isTrue();
        remote.valueStream().skip(1).forEach(entry -> apply(entry.path("Contents"), incident));
    }

    private void apply(JsonNode contents, MirroredIncident incident) {
        if (contents.path("dbotIncidentClose").asBoolean(false)) {
            if (!incident.isClosed) {
                incident.close(
                        contents.path("closeReason").asString(),
                        contents.path("closeNotes").asString(),
                        echoes);
            }
        } else if (contents.path("dbotIncidentReopen").asBoolean(false)) {
            if (incident.isClosed) {
                incident.reopen(echoes);
            }
        } else {
            incident.received.add(contents.asString());
        }
    }

    private ScriptRun run(String command, Map<String, ?> args) {
        Map<String, Object> more = new LinkedHashMap<>(Map.of("last_mirror_run", lastMirrorRun, "context", context));
        if (random.nextDouble() < diesOnceIn) {
            more.put("fail_at", CALLS.get(random.nextInt(CALLS.size())));
        }
        ScriptRun run = script.run(command, args, params, more);
        run.calls().forEach(call -> {
            switch (call.path("call").asString()) {
                case "setLastMirrorRun" -> lastMirrorRun = call.path("value");
                case "setIntegrationContext" -> context = call.path("value");
                default -> {}
            }
        });
        return run;
    }

    private static boolean isDone(ScriptRun run) {
        return run.crash().asString("").isEmpty()
                && run.calls().stream()
                        .filter(call -> call.path("call").asString().equals("results"))
                        .noneMatch(call -> call.at("/value/Type").asInt(0) == 4);
    }
}
