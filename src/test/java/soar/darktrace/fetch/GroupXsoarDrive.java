package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import soar.darktrace.fetch.HistoryEvent.Crash;
import soar.darktrace.incident.Incident;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fetches as XSOAR does: creates the incidents, then saves the last run, as text. */
final class GroupXsoarDrive implements GroupDrive {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final GroupSite site;
    private final Map<String, JsonNode> incidents = new HashMap<>();
    private final Set<String> mayComeAgain = new HashSet<>();
    private String lastRun = "{}";

    GroupXsoarDrive(GroupSite site) {
        this.site = site;
    }

    @Override
    public boolean fetch(Instant now, Crash crash) {
        String source = site.feed().source().name();
        LastRun last = LastRun.of(JSON.readTree(lastRun), "breach");
        Fetched fetched =
                site.feed().fetch(last.cursor(source), now).blockOptional().orElseThrow();
        assertThat(fetched.incidents()).hasSizeLessThanOrEqualTo(site.maxAlerts());
        if (crash == Crash.BEFORE_SAVING) {
            return true;
        }
        fetched.incidents().forEach(this::create);
        if (crash == Crash.WHILE_SAVING) {
            mayComeAgain.addAll(incidents.keySet());
            return true;
        }
        lastRun = JSON.writeValueAsString(last.with(source, fetched.next()).toJson());
        return fetched.more() || !fetched.incidents().isEmpty();
    }

    private void create(Incident incident) {
        JsonNode document = incident.tree();
        String id = document.path("dbotMirrorId").asString();
        JsonNode before = incidents.put(id, document);
        assertThat(before == null || mayComeAgain.contains(id))
                .as("%s comes once", id)
                .isTrue();
    }

    @Override
    public boolean isAtTheBeginning() {
        return lastRun.equals("{}");
    }

    @Override
    public void startAnew() {
        mayComeAgain.addAll(incidents.keySet());
        lastRun = "{}";
    }

    @Override
    public boolean follows() {
        return false;
    }

    @Override
    public Map<String, JsonNode> open() {
        return incidents;
    }

    @Override
    public Set<String> mayHaveComeTwice() {
        return mayComeAgain;
    }
}
