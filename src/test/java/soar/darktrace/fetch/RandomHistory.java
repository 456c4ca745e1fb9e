package soar.darktrace.fetch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.Order;
import soar.darktrace.fetch.HistoryEvent.Arrive;
import soar.darktrace.fetch.HistoryEvent.Crash;
import soar.darktrace.fetch.HistoryEvent.Fetch;
import soar.darktrace.fetch.HistoryEvent.Pass;
import soar.darktrace.fetch.HistoryEvent.Reorder;
import soar.darktrace.fetch.HistoryEvent.Reset;
import soar.darktrace.fetch.HistoryEvent.Rise;
import soar.darktrace.fetch.HistoryEvent.SetClock;
import soar.darktrace.fetch.RandomBreach.Handled;
import soar.darktrace.fetch.RandomBreach.Oddity;

/** Makes up histories. What is late is late by the overlap at most, or by a day. */
final class RandomHistory {

    /** Every fault but those that only take time, or are none. */
    private static final List<Fault> FAULTS = List.of(Fault.values()).stream()
            .filter(fault -> !List.of(Fault.DELAY, Fault.TOO_MANY_REQUESTS, Fault.REFUSED_CHANGE, Fault.UNIFIED_VIEW)
                    .contains(fault))
            .toList();

    private static final List<Duration> PAUSES = List.of(
            Duration.ZERO,
            Duration.ofMillis(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(20),
            Duration.ofHours(3),
            Duration.ofDays(3));

    private final Random random;
    private final FetchSite site;
    private final List<HistoryEvent> events = new ArrayList<>();
    private int breaches;

    private RandomHistory(Random random, FetchSite site) {
        this.random = random;
        this.site = site;
    }

    static History<HistoryEvent> of(long seed, List<FetchSite> sites) {
        Random random = new Random(seed);
        int site = random.nextInt(sites.size());
        RandomHistory history = new RandomHistory(random, sites.get(site));
        history.invent();
        return new History<>(seed, site, history.events);
    }

    private void invent() {
        events.add(new SetClock(chance(2) ? Duration.ZERO : skew()));
        events.add(new Reorder(one(List.of(Order.values()))));
        if (chance(2)) {
            events.add(new Arrive(some(6, site.firstFetch().plusHours(2))));
        }
        int steps = 4 + random.nextInt(7);
        for (int step = 0; step < steps; step++) {
            happen();
            events.add(fetch());
        }
    }

    /** What happens between two fetches. */
    private void happen() {
        if (chance(2)) {
            events.add(new Arrive(some(5, site.overlap())));
        }
        if (chance(5) && breaches > 0) {
            events.add(new Rise(1 + random.nextInt(breaches), random.nextInt(101)));
        }
        events.add(new Pass(one(PAUSES)));
        switch (random.nextInt(20)) {
            case 0 -> events.add(new Reset());
            case 1 -> events.add(new SetClock(skew()));
            case 2 -> events.add(new Reorder(one(List.of(Order.values()))));
            case 3 -> events.add(new Pass(site.overlap()));
            default -> {}
        }
    }

    private Fetch fetch() {
        @Nullable Fault fault = chance(4) ? one(FAULTS) : null;
        Crash crash = chance(5) ? one(List.of(Crash.BEFORE_SAVING, Crash.WHILE_SAVING)) : Crash.NONE;
        return new Fetch(fault, 1 + random.nextInt(3), crash);
    }

    /** Breaches of which many were created at the same moment. */
    private List<RandomBreach> some(int most, Duration oldest) {
        List<RandomBreach> some = new ArrayList<>();
        int count = 1 + random.nextInt(most);
        Duration age = upTo(oldest);
        for (int i = 0; i < count; i++) {
            age = chance(3) ? age : upTo(oldest);
            some.add(breach(age));
        }
        return some;
    }

    private RandomBreach breach(Duration age) {
        Duration left = (chance(4) ? Duration.ofDays(1) : site.overlap()).minus(age);
        return new RandomBreach(
                ++breaches,
                age,
                left.isNegative() || chance(2) ? Duration.ZERO : upTo(left),
                chance(2) ? site.minScore() : random.nextInt(101),
                chance(3) ? one(List.of(Oddity.values())) : Oddity.NONE,
                chance(8) ? one(List.of(Handled.values())) : Handled.NO);
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
