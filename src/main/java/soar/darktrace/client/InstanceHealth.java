package soar.darktrace.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The last known state of each instance, from the commands that ran; no probe calls Darktrace. An appliance in trouble
 * has a status of its own, which leaves this service healthy: restarting it would not help.
 */
@Configuration(proxyBeanMethods = false)
class InstanceHealth {

    private static final Status TROUBLE = new Status("TROUBLE", "The latest call to Darktrace failed");

    @Bean
    CompositeHealthContributor darktraceHealthContributor(DarktraceInstances instances) {
        Map<String, DarktraceInstance> byName = new LinkedHashMap<>();
        instances.names().forEach(name -> instances.find(name).ifPresent(instance -> byName.put(name, instance)));
        return CompositeHealthContributor.fromMap(byName, instance -> (HealthIndicator) () -> health(instance));
    }

    static Health health(DarktraceInstance instance) {
        InstanceState.Snapshot state = instance.state();
        Status known = state.lastSuccess() == null ? Status.UNKNOWN : Status.UP;
        Health.Builder health = Health.status(state.isFailing() ? TROUBLE : known);
        if (state.lastSuccess() != null) {
            health.withDetail("lastSuccess", state.lastSuccess());
        }
        if (state.lastFailure() != null && state.code() != null && state.failure() != null) {
            health.withDetail("lastFailure", state.lastFailure())
                    .withDetail("code", state.code())
                    .withDetail("failure", state.failure());
        }
        String tokenProblem = instance.tokenProblem();
        if (tokenProblem != null) {
            health.withDetail("tokenFiles", tokenProblem);
        }
        return health.build();
    }
}
