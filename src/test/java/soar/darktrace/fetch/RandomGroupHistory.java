package soar.darktrace.fetch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import soar.darktrace.appliance.Fault;
import soar.darktrace.fetch.GroupEvent.Acknowledge;
import soar.darktrace.fetch.GroupEvent.Assess;
import soar.darktrace.fetch.GroupEvent.Fetch;
import soar.darktrace.fetch.GroupEvent.Join;
import soar.darktrace.fetch.GroupEvent.Merge;
import soar.darktrace.fetch.GroupEvent.Pass;
import soar.darktrace.fetch.GroupEvent.Reset;
import soar.darktrace.fetch.GroupEvent.SetClock;
import soar.darktrace.fetch.HistoryEvent.Crash;

/** Makes up histories of groups that grow, merge, rise, and are acknowledged and unacknowledged. */
final class RandomGroupHistory {

    /** Longer ones in sum would leave what a look back can find. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ZERO,
            Duration.ofMillis(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(20),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(9));

    private static final List<Fault> FAULTS = List.of(Fault.values()).stream()
            .filter(fault -> !List.of(Fault.DELAY, Fault.TOO_MANY_REQUESTS, Fault.REFUSED_CHANGE, Fault.UNIFIED_VIEW)
                    .contains(fault))
            .toList();

    private final Random random;
    private final GroupSite site;
    private final List<GroupEvent> events = new ArrayList<>();
    private int joined;
    private int groups;

    private RandomGroupHistory(Random random, GroupSite site) {
        this.random = random;
        this.site = site;
    }

    static History<GroupEvent> of(long seed, List<GroupSite> sites) {
        Random random = new Random(seed);
        int site = random.nextInt(sites.size());
        RandomGroupHistory history = new RandomGroupHistory(random, sites.get(site));
        history.invent();
        return new History<>(seed, site, history.events);
    }

    private void invent() {
        events.add(new SetClock(chance(2) ? Duration.ZERO : skew()));
        int before = random.nextInt(4);
        for (int i = 0; i < before; i++) {
            begin(site.firstFetch().plusHours(2));
        }
        int steps = 4 + random.nextInt(7);
        for (int step = 0; step < steps; step++) {
            happen();
            events.add(fetch());
        }
    }

    /** What happens between two fetches. */
    private void happen() {
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            if (groups == 0 || chance(3)) {
                begin(site.overlap());
            } else {
                change();
            }
        }
        events.add(new Pass(one(PAUSES)));
        switch (random.nextInt(20)) {
            case 0 -> events.add(new Reset());
            case 1 -> events.add(new SetClock(skew()));
            default -> {}
        }
    }

    private void begin(Duration oldest) {
        groups++;
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            join(groups, upTo(oldest));
        }
    }

    private void change() {
        int group = 1 + random.nextInt(groups);
        switch (random.nextInt(8)) {
            case 0 -> events.add(new Assess(group, random.nextInt(101), category()));
            case 1, 2 -> events.add(new Acknowledge(group, !chance(3)));
            case 3, 4 -> merge(group);
            default -> join(group, upTo(site.overlap()));
        }
    }

    private void merge(int group) {
        int other = 1 + random.nextInt(groups);
        if (other != group) {
            events.add(new Merge(other, group));
        }
    }

    private void join(int group, Duration age) {
        Duration left = (chance(4) ? Duration.ofDays(1) : site.overlap()).minus(age);
        events.add(new Join(
                ++joined,
                group,
                age,
                upTo(Duration.ofHours(5)),
                left.isNegative() || chance(2) ? Duration.ZERO : upTo(left),
                random.nextInt(101),
                category(),
                random.nextInt(5)));
    }

    private Fetch fetch() {
        @Nullable Fault fault = chance(5) ? one(FAULTS) : null;
        Crash crash = chance(4) ? one(List.of(Crash.BEFORE_SAVING, Crash.WHILE_SAVING)) : Crash.NONE;
        return new Fetch(fault, 1 + random.nextInt(4), crash);
    }

    private String category() {
        return one(List.of("critical", "suspicious", "compliance"));
    }

    /** Its ends included, and more often than by chance. */
    private Duration upTo(Duration most) {
        return switch (random.nextInt(4)) {
            case 0 -> Duration.ZERO;
            case 1 -> most;
            default -> Duration.ofMillis((long) (random.nextDouble() * most.toMillis()));
        };
    }

    private Duration skew() {
        return Duration.ofSeconds(random.nextInt(2401) - 1200);
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
