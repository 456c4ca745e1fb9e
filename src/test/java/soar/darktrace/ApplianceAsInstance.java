package soar.darktrace;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistrar;
import soar.darktrace.appliance.SimulatedAppliance;

/** Makes the simulated appliance the instance {@code main} of the connector under test. */
@TestConfiguration(proxyBeanMethods = false)
class ApplianceAsInstance {

    @Bean
    @Primary
    TestClock testClock() {
        return new TestClock();
    }

    @Bean
    SimulatedAppliance appliance(TestClock clock) {
        return SimulatedAppliance.start(clock);
    }

    @Bean
    DynamicPropertyRegistrar instanceMain(SimulatedAppliance appliance) {
        return registry -> {
            registry.add("darktrace.instances.main.url", appliance::url);
            registry.add("darktrace.instances.main.public-api-token", appliance::publicToken);
            registry.add("darktrace.instances.main.private-api-token", appliance::privateToken);
        };
    }
}
