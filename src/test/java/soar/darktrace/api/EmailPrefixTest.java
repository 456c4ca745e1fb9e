package soar.darktrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.TestInstances;

/** The prefix of Darktrace/EMAIL is a setting of the instance, and signed like the rest of a path. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmailPrefixTest {

    private final SimulatedAppliance appliance = SimulatedAppliance.start();

    @AfterAll
    void stop() {
        appliance.close();
    }

    @ParameterizedTest
    @CsvSource({"/agemail/api/ep/api/v1.0, /agemail/api/v1.0", "/agemail/api/v1.0, /agemail/api/ep/api/v1.0"})
    void isWhatTheInstanceIsConfiguredWith(String prefix, String other) {
        appliance.emails().answerAt(prefix);

        assertThat(api(prefix).tags().block()).hasSize(5);
        assertThatThrownBy(() -> api(other).tags().block()).isInstanceOf(DarktraceException.class);
    }

    private EmailApi api(String prefix) {
        return TestInstances.create(
                        TestInstances.settings(
                                appliance.url(),
                                "public-api-token",
                                appliance.publicToken(),
                                "private-api-token",
                                appliance.privateToken(),
                                "email.prefix",
                                prefix),
                        Clock.systemUTC())
                .api(EmailApi.class);
    }
}
