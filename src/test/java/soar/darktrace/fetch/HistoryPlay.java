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
import soar.darktrace.appliance.SettableClock;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.fetch.HistoryEvent.Arrive;
import soar.darktrace.fetch.HistoryEvent.Crash;
import soar.darktrace.fetch.HistoryEvent.Fetch;
import soar.darktrace.fetch.HistoryEvent.Pass;
import soar.darktrace.fetch.HistoryEvent.Reorder;
import soar.darktrace.fetch.HistoryEvent.Reset;
import soar.darktrace.fetch.HistoryEvent.Rise;
import soar.darktrace.fetch.HistoryEvent.SetClock;

/**
 * Lets a history happen and holds it against the reference: every breach that was listed with a score that is high enough,
 * and was not created before the first fetch, is one incident; nothing else is.
 */
final class HistoryPlay {

    private static final Duration LONGEST_DELAY = Duration.ofDays(8);
    private static final int MOST_STEPS = 200;

    private record Arrived(RandomBreach breach, Instant created, Instant shownFrom) {}

    private final SimulatedAppliance appliance;
    private final SettableClock theirs;
    private final SettableClock ours;
    private final FetchSite site;
    private final FetchDrive drive;
    private final Map<Integer, Arrived> arrived = new HashMap<>();
    private final List<Instant> beginnings = new ArrayList<>();
    private Duration ahead = Duration.ZERO;

    HistoryPlay(
            SimulatedAppliance appliance, SettableClock theirs, SettableClock ours, FetchSite site, FetchDrive drive) {
        this.appliance = appliance;
        this.theirs = theirs;
        this.ours = ours;
        this.site = site;
        this.drive = drive;
    }

    void play(History<HistoryEvent> history) {
        history.events().forEach(this::happen);
        pass(LONGEST_DELAY);
        drain();
        drive.parts().forEach(part -> assertThatEveryBreachIsOneIncident(part.incidents()));
    }

    /** Once up to now, and once more for what was late meanwhile. */
    private void drain() {
        int quiet = 0;
        for (int steps = 0; quiet < 2; steps++) {
            assertThat(steps).as("steps until nothing is left").isLessThan(MOST_STEPS);
            quiet = fetch(Crash.NONE) ? 0 : quiet + 1;
        }
    }

    private void happen(HistoryEvent event) {
        if (event instanceof Arrive arrive) {
            arrive.breaches().forEach(this::arrive);
        } else if (event instanceof Rise rise) {
            rise(rise);
        } else if (event instanceof Pass pass) {
            pass(pass.time());
        } else if (event instanceof SetClock set) {
            ahead = set.ahead();
            pass(Duration.ZERO);
        } else if (event instanceof Reorder reorder) {
            appliance.answerInOrder(reorder.order());
        } else if (event instanceof Reset) {
            drive.startAnew();
        } else if (event instanceof Fetch fetch) {
            fetch(fetch);
        }
    }

    private void arrive(RandomBreach breach) {
        Instant now = theirs.instant();
        boolean isInTime = breach.age().plus(breach.delay()).compareTo(drive.latest()) <= 0;
        list(new Arrived(breach, now.minus(breach.age()), isInTime ? now.plus(breach.delay()) : now));
    }

    private void rise(Rise rise) {
        Arrived known = arrived.get(rise.number());
        if (known == null
                || known.breach().id().isEmpty()
                || rise.score() < known.breach().score()) {
            return;
        }
        Duration age = Duration.between(known.created(), theirs.instant());
        if (age.compareTo(drive.latest()) <= 0) {
            list(new Arrived(known.breach().scored(rise.score()), known.created(), known.shownFrom()));
        }
    }

    private void list(Arrived breach) {
        arrived.put(breach.breach().number(), breach);
        appliance.addBreach(breach.breach().json(breach.created()), breach.created(), breach.shownFrom());
    }

    private void pass(Duration time) {
        theirs.advance(time);
        ours.set(theirs.instant().plus(ahead));
    }

    private void fetch(Fetch fetch) {
        if (fetch.fault() == null) {
            fetch(fetch.crash());
            return;
        }
        appliance.failTimes(fetch.fault(), fetch.times());
        List<String> before = drive.incidents();
        try {
            fetch(fetch.crash());
        } catch (DarktraceException refused) {
            assertThat(drive.incidents()).isEqualTo(before);
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

    private void assertThatEveryBreachIsOneIncident(List<String> incidents) {
        assertThat(incidents).as("incidents").doesNotHaveDuplicates();
        Set<String> had = new HashSet<>(incidents);
        for (Arrived breach : arrived.values()) {
            String id = breach.breach().id().orElse(null);
            if (id == null) {
                continue;
            }
            boolean was = had.remove(id);
            if (!breach.breach().isShown(site.minScore())) {
                assertThat(was)
                        .as("breach %s, which is not listed, is an incident", id)
                        .isFalse();
            } else if (isSince(breach, earliest())) {
                assertThat(was || !isSince(breach, latest()))
                        .as("breach %s is an incident", id)
                        .isTrue();
            } else if (!isSince(breach, earliestAsked())) {
                assertThat(was)
                        .as("breach %s, from before the first fetch, is an incident", id)
                        .isFalse();
            }
        }
        assertThat(had).as("incidents of no breach").isEmpty();
    }

    private static boolean isSince(Arrived breach, @Nullable Instant beginning) {
        return beginning != null && !breach.created().isBefore(beginning);
    }

    private @Nullable Instant earliest() {
        return beginnings.stream().min(Instant::compareTo).orElse(null);
    }

    /** The query begins a millisecond early. */
    private @Nullable Instant earliestAsked() {
        Instant earliest = earliest();
        return earliest == null ? null : earliest.minusMillis(1);
    }

    /** Starting anew gives up what is older than the first fetch and was not fetched before. */
    private @Nullable Instant latest() {
        return beginnings.stream().max(Instant::compareTo).orElse(null);
    }
}
