package soar.darktrace.endurance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import soar.darktrace.appliance.SimulatedAppliance;

/** Breaches that arrive at an appliance all the time: in bursts, at the same moment, late. */
final class BreachRain implements AutoCloseable {

    /** Less than the overlap that the connectors under test have. */
    private static final int LATEST_MILLIS = 10_000;

    private static final int EVERY_MILLIS = 250;

    private final SimulatedAppliance appliance;
    private final Random random;
    private final int most;
    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clouds = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> falling;

    private BreachRain(SimulatedAppliance appliance, Random random, int most) {
        this.appliance = appliance;
        this.random = random;
        this.most = most;
        this.falling = clouds.scheduleWithFixedDelay(this::burst, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Four times a second, none to so many. */
    static BreachRain on(SimulatedAppliance appliance, Random random, int most) {
        return new BreachRain(appliance, random, most);
    }

    /** The {@code dbotMirrorId}s of the incidents that there must be. */
    List<String> ids() {
        return List.copyOf(ids);
    }

    /** No more breaches arrive. */
    @Override
    public void close() {
        clouds.shutdown();
        try {
            if (!clouds.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("It does not stop");
            }
            falling.get();
        } catch (CancellationException stopped) {
            // As it should be.
        } catch (ExecutionException e) {
            throw new IllegalStateException("It stopped by itself", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void burst() {
        int count = random.nextInt(most + 1);
        Instant created = Instant.now().minusMillis(random.nextInt(LATEST_MILLIS));
        for (int i = 0; i < count; i++) {
            fall(random.nextBoolean() ? created : Instant.now());
        }
    }

    private void fall(Instant created) {
        int pbid = ids.size() + 1;
        appliance.addBreach(
                """
                {"pbid": %d, "time": %d, "creationTime": %d, "score": 0.%d, "device": {"did": %d},
                 "model": {"then": {"name": "Device::Model %d", "description": "%s"}}}""".formatted(
                                pbid,
                                created.minus(Duration.ofMinutes(1)).toEpochMilli(),
                                created.toEpochMilli(),
                                random.nextInt(10, 100),
                                pbid % 50,
                                pbid % 7,
                                "x".repeat(random.nextInt(300))),
                created,
                created);
        ids.add("main:" + pbid);
    }
}
