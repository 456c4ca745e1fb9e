package soar.darktrace.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Reference;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SettableClock;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.IncidentEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One history of what happens to breaches and to the connector that watches them, and what has to be true in the end. */
final class WatchHistory {

    private static final List<Fault> FAULTS = List.of(Fault.values()).stream()
            .filter(fault -> !List.of(Fault.DELAY, Fault.TOO_MANY_REQUESTS, Fault.REFUSED_CHANGE)
                    .contains(fault))
            .toList();

    private static final int MOST_BREACHES = 12;
    private static final int STEPS = 40;
    private static final Map<String, String> SETTINGS = Map.of("mirror.interval", "1m", "mirror.follow-for", "14d");

    private final Random random;
    private final WatchSite site;
    private final SimulatedAppliance appliance;
    private final SettableClock theirs;
    private final SettableClock ours;
    private final List<Long> pbids = new ArrayList<>();
    private Duration ahead = Duration.ZERO;
    private WatchCycle watch;

    WatchHistory(long seed, WatchSite site, SimulatedAppliance appliance, SettableClock theirs, SettableClock ours) {
        this.random = new Random(seed);
        this.site = site;
        this.appliance = appliance;
        this.theirs = theirs;
        this.ours = ours;
        this.watch = site.start(SETTINGS);
    }

    void play() {
        arrive();
        for (int step = 0; step < STEPS; step++) {
            pass(Duration.ofMillis(1 + random.nextInt(90_000)));
            switch (random.nextInt(12)) {
                case 0 -> arrive();
                case 1, 2, 3 -> comment();
                case 4, 5 -> acknowledge();
                case 6 -> appliance.unacknowledge(any());
                case 7 -> disturb();
                case 8 -> watch(FAULTS.get(random.nextInt(FAULTS.size())), 1 + random.nextInt(4));
                case 9 -> kill();
                default -> watch();
            }
        }
        settle();
        pbids.forEach(this::assertToldOnce);
        assertThat(site.events()).allMatch(event -> pbids.contains(Long.parseLong(event.externalId())));
    }

    private void arrive() {
        if (pbids.size() < MOST_BREACHES) {
            appliance.addBreaches(1 + random.nextInt(3)).forEach(pbid -> {
                pbids.add(pbid);
                site.incident(pbid, theirs.instant());
            });
        }
        // One below the lowest score, which is no incident.
        appliance.addBreaches(1).forEach(pbid -> appliance.comment("ana.lyst", pbid, "Nobody asked."));
    }

    private void comment() {
        long pbid = any();
        switch (random.nextInt(5)) {
            case 0 -> appliance.comment("api.user", pbid, Reference.random().under("From the SOAR."));
            case 1 -> {
                appliance.comment("ana.lyst", pbid, "Twice the same.");
                appliance.comment("ana.lyst", pbid, "Twice the same.");
            }
            case 2 -> appliance.comment("bea.mter", pbid, "Größe, " + "x".repeat(random.nextInt(30_000)));
            default -> appliance.comment("ana.lyst", pbid, "Seen " + random.nextInt(3) + ".");
        }
    }

    private void acknowledge() {
        // No two at the same time: they could not be told apart.
        pass(Duration.ofMillis(1));
        appliance.acknowledge(random.nextBoolean() ? "ana.lyst" : "bea.mter", any());
    }

    private void disturb() {
        switch (random.nextInt(4)) {
            case 0 -> appliance.answer("GET", "/mbcomments", "{\"error\": \"API permission denied\"}");
            case 1 -> ahead = Duration.ofSeconds(random.nextInt(3_000) - 1_500L);
            default -> appliance.forgetAnswers();
        }
        pass(Duration.ZERO);
    }

    /** A kill during a cycle: some transactions are committed, one is undone; then another process starts. */
    private void kill() {
        site.killAfter(random.nextInt(3));
        watch();
        site.live();
        watch = site.start(SETTINGS);
    }

    private void watch(Fault fault, int times) {
        appliance.failTimes(fault, times);
        watch();
        appliance.recover();
    }

    /** Now and then two at once: one of them lost its lease and does not know. */
    private void watch() {
        Mono<Integer> once = watch.run().onErrorComplete();
        if (random.nextInt(4) == 0) {
            Mono.when(once, site.start(SETTINGS).run().onErrorComplete()).block();
        } else {
            once.block();
        }
    }

    /** By then each breach had its turn. */
    private void settle() {
        appliance.forgetAnswers();
        for (int cycle = 0; cycle <= LookPlan.LONGEST.toMinutes(); cycle++) {
            watch.run().block();
        }
        assertThat(watch.run().block()).as("told once more").isZero();
    }

    private void assertToldOnce(long pbid) {
        List<IncidentEvent> events = site.events().stream()
                .filter(event -> event.externalId().equals(Long.toString(pbid)))
                .toList();
        List<JsonNode> changes = events.stream()
                .map(event -> JsonMapper.shared().readTree(event.changes()))
                .toList();
        assertThat(changes.stream()
                        .flatMap(change -> change.path("comments").valueStream())
                        .map(comment -> comment.path("time") + beginning(comment, "text") + comment.path("author")))
                .as("comments on " + pbid)
                .containsExactlyInAnyOrderElementsOf(appliance
                        .comments(pbid)
                        .valueStream()
                        .filter(comment ->
                                Reference.of(comment.path("message").asString()).isEmpty())
                        .map(comment ->
                                iso(comment.path("time")) + beginning(comment, "message") + comment.path("username"))
                        .toList());
        JsonNode acknowledged = appliance.breach(pbid).orElseThrow().path("acknowledged");
        List<JsonNode> states =
                changes.stream().filter(change -> change.has("acknowledged")).toList();
        assertThat(states.stream().map(state -> state.path("acknowledgedTime")).filter(time -> !time.isMissingNode()))
                .as("acknowledgements of " + pbid)
                .doesNotHaveDuplicates();
        if (states.isEmpty()) {
            assertThat(acknowledged.isObject()).as(pbid + " is open").isFalse();
            return;
        }
        JsonNode last = states.get(states.size() - 1);
        assertThat(last.path("acknowledged").asBoolean()).isEqualTo(acknowledged.isObject());
        assertThat(last.path("acknowledgedBy")).isEqualTo(acknowledged.path("username"));
        assertThat(events.stream().filter(event -> event.kind() == EventKind.CLOSED))
                .hasSameSizeAs(states.stream()
                        .filter(state -> state.path("acknowledged").asBoolean())
                        .toList());
    }

    private static String iso(JsonNode time) {
        return DarktraceTime.iso(time).toString();
    }

    private static String beginning(JsonNode comment, String member) {
        String text = comment.path(member).asString();
        return text.substring(0, Math.min(text.length(), 9_999));
    }

    private long any() {
        return pbids.get(random.nextInt(pbids.size()));
    }

    private void pass(Duration time) {
        theirs.advance(time);
        ours.set(theirs.instant().plus(ahead));
    }
}
