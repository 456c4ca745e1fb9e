package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import soar.darktrace.appliance.AnalystIncidents;
import soar.darktrace.appliance.SettableClock;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.appliance.SyntheticEvent;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.fetch.GroupEvent.Acknowledge;
import soar.darktrace.fetch.GroupEvent.Assess;
import soar.darktrace.fetch.GroupEvent.Fetch;
import soar.darktrace.fetch.GroupEvent.Join;
import soar.darktrace.fetch.GroupEvent.Merge;
import soar.darktrace.fetch.GroupEvent.Pass;
import soar.darktrace.fetch.GroupEvent.Reset;
import soar.darktrace.fetch.GroupEvent.SetClock;
import soar.darktrace.fetch.HistoryEvent.Crash;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets a history happen and holds it against the reference: every group that is wanted is one incident, in the end as the group
 * is; what was never wanted is none; what merged is one.
 */
final class GroupHistoryPlay {

    /** Beyond the longest delay. */
    private static final Duration END = Duration.ofHours(25);

    private static final int MOST_STEPS = 100;

    private final SimulatedAppliance appliance;
    private final AnalystIncidents analyst;
    private final SettableClock theirs;
    private final SettableClock ours;
    private final GroupSite site;
    private final GroupDrive drive;
    private final List<Instant> beginnings = new ArrayList<>();
    /** Every group that was wanted at some time. */
    private final Set<String> wanted = new HashSet<>();
    /** Every group to which something happened that no window shows. */
    private final Set<String> unseen = new HashSet<>();

    private Duration ahead = Duration.ZERO;
    private boolean isOnceOnly = true;

    GroupHistoryPlay(
            SimulatedAppliance appliance, SettableClock theirs, SettableClock ours, GroupSite site, GroupDrive drive) {
        this.appliance = appliance;
        this.analyst = appliance.analyst();
        this.theirs = theirs;
        this.ours = ours;
        this.site = site;
        this.drive = drive;
    }

    void play(History<GroupEvent> history) {
        history.events().forEach(event -> {
            happen(event);
            look();
        });
        for (int hour = 0; hour < END.toHours(); hour++) {
            pass(Duration.ofHours(1));
            look();
        }
        drain();
        assertThatEveryGroupIsOneIncident();
    }

    private void drain() {
        int quiet = 0;
        for (int steps = 0; quiet < 2; steps++) {
            assertThat(steps).as("steps until nothing is left").isLessThan(MOST_STEPS);
            quiet = fetch(Crash.NONE) ? 0 : quiet + 1;
        }
    }

    private void happen(GroupEvent event) {
        if (event instanceof Join join) {
            join(join);
        } else if (event instanceof Assess assess) {
            analyst.assess(id(assess.group()), assess.score(), assess.category());
            unseen.add(id(assess.group()));
        } else if (event instanceof Acknowledge acknowledge) {
            analyst.acknowledgeGroup(id(acknowledge.group()), acknowledge.isAcknowledged());
            unseen.add(id(acknowledge.group()));
        } else if (event instanceof Merge merge) {
            merge(id(merge.takenUp()), id(merge.survivor()));
        } else if (event instanceof Pass pass) {
            pass(pass.time());
        } else if (event instanceof SetClock set) {
            ahead = set.ahead();
            pass(Duration.ZERO);
        } else if (event instanceof Reset) {
            isOnceOnly = false;
            drive.startAnew();
        } else if (event instanceof Fetch fetch) {
            fetch(fetch);
        }
    }

    private static String id(int group) {
        return "g" + group;
    }

    private void join(Join join) {
        Instant end = theirs.instant().minus(join.age());
        analyst.addEvent(
                new SyntheticEvent(
                        "e" + join.number(),
                        id(join.group()),
                        join.category(),
                        join.score(),
                        end.minus(join.length()),
                        end,
                        join.did(),
                        List.of()),
                theirs.instant().plus(join.delay()));
        if (join.age().plus(join.delay()).compareTo(site.overlap()) > 0) {
            unseen.add(id(join.group()));
        }
    }

    private void merge(String takenUp, String survivor) {
        String taken = analyst.survivor(takenUp);
        String into = analyst.survivor(survivor);
        if (!taken.equals(into)) {
            analyst.merge(taken, into);
        }
    }

    private void pass(Duration time) {
        theirs.advance(time);
        ours.set(theirs.instant().plus(ahead));
    }

    private void fetch(Fetch fetch) {
        isOnceOnly &= fetch.crash() != Crash.WHILE_SAVING;
        if (fetch.fault() == null) {
            fetch(fetch.crash());
            return;
        }
        appliance.failTimes(fetch.fault(), fetch.times());
        try {
            fetch(fetch.crash());
        } catch (DarktraceException refused) {
            // The next step asks again.
        } finally {
            appliance.recover();
        }
    }

    private boolean fetch(Crash crash) {
        boolean first = drive.isAtTheBeginning();
        try {
            return drive.fetch(ours.instant(), crash);
        } finally {
            if (first && (crash == Crash.WHILE_SAVING || !drive.isAtTheBeginning())) {
                beginnings.add(ours.instant().minus(site.firstFetch()));
            }
        }
    }

    /** The groups as they are shown now. */
    private List<ObjectNode> groups() {
        return analyst.shownGroups().stream()
                .filter(group -> group.path("id").asString().matches("g\\d+"))
                .toList();
    }

    private void look() {
        groups().stream()
                .filter(this::isWanted)
                .forEach(group -> wanted.add(group.path("id").asString()));
    }

    private boolean isWanted(ObjectNode group) {
        return site.wants(group, analyst.eventsOf(group.path("id").asString()));
    }

    private void assertThatEveryGroupIsOneIncident() {
        Map<String, List<JsonNode>> incidents = new HashMap<>();
        drive.open()
                .values()
                .forEach(incident -> incidents
                        .computeIfAbsent(
                                analyst.survivor(raw(incident).path("groupId").asString()), id -> new ArrayList<>())
                        .add(incident));
        for (ObjectNode group : groups()) {
            List<JsonNode> had = incidents.getOrDefault(group.path("id").asString(), List.of());
            if (drive.follows()) {
                assertThatItIsFollowed(group, had);
            } else {
                assertThatItCameOnce(group, had);
            }
            if (!had.isEmpty()) {
                assertThat(lineage(group)).as("it was wanted").anyMatch(wanted::contains);
                assertThat(end(group)).as("it is not from before").isAfterOrEqualTo(earliest());
            }
        }
    }

    private void assertThatItIsFollowed(ObjectNode group, List<JsonNode> had) {
        Instant latest = beginnings.stream().max(Instant::compareTo).orElse(null);
        if (latest == null || end(group).isBefore(latest)) {
            return;
        }
        assertThat(had).as("incidents of %s", group.path("id")).hasSizeLessThanOrEqualTo(1);
        if (isWanted(group)) {
            assertThat(had)
                    .as("incidents of %s, which is wanted", group.path("id"))
                    .hasSize(1);
        }
        had.forEach(incident -> assertThatItIsAs(group, incident));
    }

    private static void assertThatItIsAs(ObjectNode group, JsonNode incident) {
        JsonNode raw = raw(incident);
        assertThat(raw.path("groupId")).isEqualTo(group.path("id"));
        assertThat(ids(raw.path("incidentEvents"), "eventId"))
                .as("its events")
                .isEqualTo(ids(group.path("incidentEvents"), "uuid"));
        assertThat(ids(raw.path("events"), "eventId"))
                .as("its events at length")
                .isEqualTo(ids(group.path("incidentEvents"), "uuid"));
        assertThat(raw.path("groupScore").asDouble())
                .isEqualTo(group.path("groupScore").asDouble());
        assertThat(raw.path("groupCategory")).isEqualTo(group.path("category"));
        assertThat(incident.at("/CustomFields/darktraceacknowledged").asBoolean())
                .as("acknowledged")
                .isEqualTo(group.path("acknowledged").asBoolean());
    }

    /** Once, as far as whoever has no log can tell. What happens beside any activity, it does not see. */
    private void assertThatItCameOnce(ObjectNode group, List<JsonNode> had) {
        if (isOnceOnly && group.path("previousIds").isEmpty()) {
            assertThat(had).as("incidents of %s", group.path("id")).hasSizeLessThanOrEqualTo(1);
        }
        Instant latest = beginnings.stream().max(Instant::compareTo).orElse(null);
        if (latest != null
                && !end(group).isBefore(latest)
                && lineage(group).stream().noneMatch(unseen::contains)
                && group.path("previousIds").isEmpty()
                && isWanted(group)) {
            assertThat(had)
                    .as("incidents of %s, which is wanted", group.path("id"))
                    .isNotEmpty();
        }
    }

    private static Set<String> ids(JsonNode list, String member) {
        Set<String> ids = new HashSet<>();
        list.forEach(item -> ids.add(item.path(member).asString()));
        return ids;
    }

    private static JsonNode raw(JsonNode incident) {
        return JsonMapper.shared().readTree(incident.path("rawJSON").asString());
    }

    private static List<String> lineage(ObjectNode group) {
        List<String> lineage = new ArrayList<>(List.of(group.path("id").asString()));
        group.path("previousIds").forEach(id -> lineage.add(id.asString()));
        return lineage;
    }

    private static Instant end(ObjectNode group) {
        return Instant.ofEpochMilli(group.path("end").asLong());
    }

    /** The query begins a millisecond early. */
    private Instant earliest() {
        @Nullable Instant earliest = beginnings.stream().min(Instant::compareTo).orElse(null);
        return earliest == null ? Instant.MAX : earliest.minusMillis(1);
    }
}
