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
 * A test against a running connector that fetches its instance {@code main} every second. The store keeps what the tests
 * before have left in it, and the appliance must do so too: never reset it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:fetching;DB_CLOSE_DELAY=-1",
            "darktrace.instances.main.is-fetch=true",
            "darktrace.instances.main.fetch-interval=1s",
            "darktrace.instances.main.limits.max-per-second=100000"
        })
@AutoConfigureWebTestClient(timeout = "60s")
@AutoConfigureMetrics
@Import(ApplianceAsInstance.class)
public @interface FetchingConnectorTest {}
