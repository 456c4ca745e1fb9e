package soar.darktrace.playbook;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;

/** Makes another simulated appliance, with the same breaches, devices and actions, the instance {@code second}. */
@TestConfiguration(proxyBeanMethods = false)
class SecondInstance {

    @Bean(name = "second", defaultCandidate = false)
    SimulatedAppliance second(TestClock clock) {
        return SimulatedAppliance.start(clock);
    }

    @Bean
    DynamicPropertyRegistrar instanceSecond(@Qualifier("second") SimulatedAppliance second) {
        return registry -> {
            registry.add("darktrace.instances.second.url", second::url);
            registry.add("darktrace.instances.second.public-api-token", second::publicToken);
            registry.add("darktrace.instances.second.private-api-token", second::privateToken);
            registry.add("darktrace.instances.second.respond.enabled", () -> "true");
            registry.add("darktrace.instances.second.limits.max-per-second", () -> "100000");
            registry.add("darktrace.instances.second.limits.read-backoff", () -> "10ms");
        };
    }
}
