package soar.darktrace.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

/** Builds the guards of instances, and finds those that instances of requests share. */
@Component
@Import(GuardRegistries.class)
class InstanceGuards {

    /** By address and way; each is kept as long as an instance that is built with it, whose number is bounded. */
    private final Cache<String, Guards> brought =
            Caffeine.newBuilder().weakValues().build();

    private final CircuitBreakerRegistry breakers;
    private final RateLimiterRegistry rateLimiters;
    private final MeterRegistry meters;
    private final Clock clock;

    InstanceGuards(
            CircuitBreakerRegistry breakers, RateLimiterRegistry rateLimiters, MeterRegistry meters, Clock clock) {
        this.breakers = breakers;
        this.rateLimiters = rateLimiters;
        this.meters = meters;
        this.clock = clock;
    }

    /** The guards of an instance that a request brought along: those of its address and way, whatever its tokens. */
    Guards ofRequests(String name, String metricLabel, InstanceSettings settings) {
        return brought.get(way(name, settings), absent -> unregistered(metricLabel, settings.limits()));
    }

    /** A wrong way to an appliance must not open the breaker of the right one. */
    private static String way(String name, InstanceSettings settings) {
        return name + (settings.insecure() ? " (insecure)" : "") + (settings.proxy() ? " (proxy)" : "");
    }

    /** The guards of a configured instance: in the registries, and so with metrics. */
    Guards configured(String name, InstanceSettings.Limits limits) {
        return new Guards(
                observed(name, new Admission(limits, rateLimiters.rateLimiter(name, rateLimiter(limits)))),
                ReadRetry.of(name, limits, meters),
                breakers.circuitBreaker(name, Guards.BREAKER),
                limits.answerTimeout(),
                new InstanceState(clock));
    }

    /** Guards in no registry, since what is in one stays there as long as this service runs. */
    private Guards unregistered(String metricLabel, InstanceSettings.Limits limits) {
        return new Guards(
                new Admission(limits, RateLimiter.of(metricLabel, rateLimiter(limits))),
                ReadRetry.of(metricLabel, limits, meters),
                CircuitBreaker.of(metricLabel, Guards.BREAKER),
                limits.answerTimeout(),
                new InstanceState(clock));
    }

    private Admission observed(String name, Admission admission) {
        Gauge.builder("darktrace.client.requests.active", admission, Admission::underWay)
                .description("Requests to Darktrace under way")
                .tag("instance", name)
                .register(meters);
        Gauge.builder("darktrace.client.requests.waiting", admission, Admission::waiting)
                .description("Requests that wait for their turn")
                .tag("instance", name)
                .register(meters);
        return admission;
    }

    private static RateLimiterConfig rateLimiter(InstanceSettings.Limits limits) {
        return RateLimiterConfig.custom()
                .limitForPeriod(limits.maxPerSecond())
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .timeoutDuration(Duration.ZERO)
                .build();
    }
}
