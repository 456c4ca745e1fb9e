package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import soar.darktrace.fetch.HistoryEvent.Crash;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fetches as XSOAR does: creates the incidents, then saves the last run, as text. What is repeated because it was killed
 * in between, or because fetching started anew, it knows by its {@code dbotMirrorId}; nothing else may come twice.
 */
final class XsoarDrive implements FetchDrive {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final FetchSite site;
    private final List<String> incidents = new ArrayList<>();
    private final Set<String> mayComeAgain = new HashSet<>();
    private String lastRun = "{}";

    XsoarDrive(FetchSite site) {
        this.site = site;
    }

    @Override
    public Duration latest() {
        return site.overlap();
    }

    @Override
    public boolean fetch(Instant now, Crash crash) {
        Fetched fetched = site.feed()
                .fetch(FetchCursor.of(JSON.readTree(lastRun)), now)
                .blockOptional()
                .orElseThrow();
        assertThat(fetched.incidents()).hasSizeLessThanOrEqualTo(site.maxAlerts());
        if (crash == Crash.BEFORE_SAVING) {
            return true;
        }
        fetched.incidents().forEach(incident -> create(incident.tree()));
        if (crash == Crash.WHILE_SAVING) {
            mayComeAgain.addAll(incidents);
            return true;
        }
        lastRun = JSON.writeValueAsString(fetched.next().toJson());
        return fetched.more() || !fetched.incidents().isEmpty();
    }

    private void create(JsonNode incident) {
        String id = incident.path("dbotMirrorId").asString().replaceFirst("^main:", "");
        if (!incidents.contains(id) || !mayComeAgain.contains(id)) {
            incidents.add(id);
        }
    }

    @Override
    public boolean isAtTheBeginning() {
        return lastRun.equals("{}");
    }

    @Override
    public void startAnew() {
        mayComeAgain.addAll(incidents);
        lastRun = "{}";
    }

    @Override
    public List<String> incidents() {
        return incidents;
    }
}
