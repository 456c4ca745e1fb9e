package soar.darktrace;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import soar.darktrace.appliance.SimulatedAppliance;

/** Classes share a connector: what one of them did to the appliances, the clock and the breakers does not meet the next. */
class FreshAppliances implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext test) {
        ApplicationContext context = SpringExtension.getApplicationContext(test);
        context.getBeansOfType(TestClock.class).values().forEach(TestClock::reset);
        context.getBeansOfType(SimulatedAppliance.class).values().forEach(SimulatedAppliance::reset);
        context.getBean(CircuitBreakerRegistry.class).getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    }
}
