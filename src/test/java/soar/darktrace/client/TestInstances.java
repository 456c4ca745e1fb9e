package soar.darktrace.client;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.web.reactive.function.client.WebClient;

/** Settings for tests, bound the way a configuration is, so that the defaults are the real ones. */
public final class TestInstances {

    private TestInstances() {}

    /** An instance named {@code main}, built as the connector builds one. */
    public static DarktraceInstance create(InstanceSettings settings, Clock clock) {
        return create("main", settings, clock);
    }

    /** An instance of any name, built as the connector builds one. */
    public static DarktraceInstance create(String name, InstanceSettings settings, Clock clock) {
        return create(name, settings, clock, CircuitBreakerRegistry.ofDefaults());
    }

    /** The same, with the breaker of that name in the registry. */
    public static DarktraceInstance create(
            String name, InstanceSettings settings, Clock clock, CircuitBreakerRegistry breakers) {
        return factory(clock, breakers).create(name, settings);
    }

    /** Instances that are configured under these names. */
    public static DarktraceInstances configured(InstanceFactory factory, String... names) {
        Map<String, InstanceSettings> settings = new HashMap<>();
        for (String name : names) {
            settings.put(name, settings("https://" + name));
        }
        return new DarktraceInstances(new DarktraceProperties(settings), factory);
    }

    /** Builds instances as the connector does, with registries of its own. */
    public static InstanceFactory factory(Clock clock) {
        return factory(clock, CircuitBreakerRegistry.ofDefaults());
    }

    /** The same, with the breakers in the registry. */
    public static InstanceFactory factory(Clock clock, CircuitBreakerRegistry breakers) {
        DefaultListableBeanFactory none = new DefaultListableBeanFactory();
        return new InstanceFactory(
                none.getBeanProvider(WebClient.Builder.class),
                none.getBeanProvider(HttpClientSettings.class),
                none.getBeanProvider(SslBundles.class),
                new TokenRotation(new SimpleMeterRegistry()),
                new InstanceGuards(breakers, RateLimiterRegistry.ofDefaults(), new SimpleMeterRegistry(), clock),
                clock,
                none.getBeanProvider(BuildProperties.class));
    }

    /** Settings with the vectors' tokens and further properties as name, value, name, value … */
    public static InstanceSettings settings(String url, String... properties) {
        Map<String, String> all = new HashMap<>(Map.of(
                "i.url", url, "i.public-api-token", "test_public_token", "i.private-api-token", "test_private_token"));
        for (int i = 0; i < properties.length; i += 2) {
            all.put("i." + properties[i], properties[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("i", Bindable.of(InstanceSettings.class))
                .get();
    }
}
