package soar.darktrace;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;

/**
 * A test against the running connector over HTTP, with the simulated appliance as its instance {@code main}. All such
 * tests share one connector and one appliance, which is fresh for each class; call {@code appliance.reset()} before each test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:connector;DB_CLOSE_DELAY=-1",
            "connector.request-instances.allowed-hosts=127.0.0.1:*",
            "darktrace.instances.main.limits.answer-timeout=2s",
            "darktrace.instances.main.limits.read-backoff=10ms",
            "darktrace.instances.main.limits.max-per-second=100000",
            "darktrace.instances.main.respond.enabled=true",
            "darktrace.instances.main.tags.delete=true",
            "darktrace.instances.main.devices.update=true",
            "darktrace.instances.main.subnets.update=true",
            "darktrace.instances.main.subnets.exclude=true",
            "darktrace.instances.main.intel.respond=true",
            "darktrace.instances.main.intel.protected-endpoints.domains=corp.example.com,*.intern.example.net",
            "darktrace.instances.main.respond.protected-devices.dids=3",
            "darktrace.instances.main.respond.protected-devices.ips=10.0.0.0/24",
            "darktrace.instances.main.respond.protected-devices.hostnames=DRUCKER-*",
            "darktrace.instances.main.respond.protected-devices.tags=SF *",
            "darktrace.instances.main.investigations.per-hour=20",
            "darktrace.instances.main.email.hold=true",
            "darktrace.instances.main.email.release=true",
            "darktrace.instances.main.email.content=true",
            "darktrace.instances.main.captures.create=true",
            "darktrace.instances.main.captures.download=true",
            "connector.sinks.soar.url=https://soar.example.com/hook",
            "connector.sinks.soar.instance=none"
        })
@AutoConfigureWebTestClient(timeout = "30s")
@AutoConfigureMetrics
@Import(ApplianceAsInstance.class)
@ExtendWith(FreshAppliances.class)
public @interface ConnectorTest {}
