package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import soar.darktrace.AfterTheGate;
import soar.darktrace.appliance.Fault;

/** The appliance fails in every way there is, one after the other, while breaches arrive. */
@AfterTheGate
class FailingApplianceIT {

    /** No failures of a read. */
    private static final List<Fault> HARMLESS = List.of(Fault.REFUSED_CHANGE, Fault.UNIFIED_VIEW);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void nothingIsLostOrDoubledWhateverFails() {
        try (Surroundings around = new Surroundings("faults");
                ConnectorProcess connector = around.start(
                                "--darktrace.instances.main.limits.read-attempts=1",
                                "--darktrace.instances.main.limits.answer-timeout=500ms")
                        .awaitReady()) {
            BreachRain rain = BreachRain.on(around.appliance, new Random(), 4);
            around.appliance.delay(Duration.ofSeconds(1));
            inTurn().forEach(fault -> strike(fault, around));
            rain.close();
            around.assertEachIsOneIncident(rain, connector);
        }
    }

    /** Faults that the circuit breaker counts come first in the enum: between the others they do not open it for 15 s each. */
    private static List<Fault> inTurn() {
        List<Fault> faults = Stream.of(Fault.values())
                .filter(fault -> !HARMLESS.contains(fault))
                .toList();
        int half = (faults.size() + 1) / 2;
        return IntStream.range(0, faults.size())
                .mapToObj(i -> faults.get(i % 2 == 0 ? i / 2 : half + i / 2))
                .toList();
    }

    /** Two requests meet it, more or less; then breaches are fetched again. */
    private static void strike(Fault fault, Surroundings around) {
        around.appliance.fail(fault);
        around.appliance.clearRequests();
        await(fault.name())
                .atMost(PATIENCE)
                .until(() -> around.appliance.requests().size() >= 2);
        around.appliance.recover();
        int before = around.receiver.count();
        await(fault.name()).atMost(PATIENCE).until(() -> around.receiver.count() > before);
        assertThat(around.receiver.contradictions()).as(fault.name()).isEmpty();
    }
}
