package soar.darktrace;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;

/**
 * A test against the running connector over HTTP, with the simulated appliance as its instance {@code main}. All such
 * tests share one connector and one appliance; call {@code appliance.reset()} before each.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "darktrace.instances.main.limits.answer-timeout=2s",
            "darktrace.instances.main.limits.read-backoff=10ms",
            "darktrace.instances.main.limits.max-per-second=100000"
        })
@AutoConfigureWebTestClient(timeout = "30s")
@AutoConfigureMetrics
@Import(ApplianceAsInstance.class)
public @interface ConnectorTest {}
