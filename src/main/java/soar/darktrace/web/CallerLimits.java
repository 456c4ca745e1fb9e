package soar.darktrace.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import soar.darktrace.access.AccessException;
import soar.darktrace.access.Caller;

/**
 * What one caller may ask for at a time, so that none keeps this service from the others. Whoever uses this machine where
 * nobody has a key is not limited: there is no other caller.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 1)
@EnableConfigurationProperties(CallerLimits.Settings.class)
public class CallerLimits implements WebFilter {

    /**
     * What a caller or an address may take.
     *
     * @param requestsPerSecondPerCaller how many requests may begin within a second, all at once as well
     * @param streamsPerCaller how many event streams and long polls may be open
     * @param streamLifetime after how long an event stream ends; its reader comes again, and is known anew, or no longer
     * @param connectionsPerAddress how many connections one address may have open; of IPv6 those with the same 64 bits
     */
    @Validated
    @ConfigurationProperties("connector.limits")
    record Settings(
            @DefaultValue("50") @Min(value = 1, message = RANGE) @Max(value = 1_000_000, message = RANGE)
            int requestsPerSecondPerCaller,

            @DefaultValue("20") @Min(value = 1, message = RANGE) @Max(value = 1_000_000, message = RANGE)
            int streamsPerCaller,

            @DefaultValue("5m")
            @DurationMin(seconds = 1, message = LIFETIMES)
            @DurationMax(hours = 24, message = LIFETIMES)
            Duration streamLifetime,

            @DefaultValue("1000") @Min(value = 1, message = RANGE) @Max(value = 1_000_000, message = RANGE)
            int connectionsPerAddress) {

        private static final String LIFETIMES = "must be 1s to 24h";
        private static final String RANGE = "must be 1 to 1000000";
    }

    private static final int MOST_CALLERS = 10_000;
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int STREAM_RETRY_SECONDS = 10;

    private final Settings settings;
    private final RateLimiterConfig requests;
    private final BulkheadConfig streams;

    /** A limit that nobody asked for within its period is as good as a new one. */
    private final Cache<String, RateLimiter> requestsOf = Caffeine.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterAccess(PERIOD.multipliedBy(2))
            .build();

    /** Each is kept as long as one of its streams. */
    private final Cache<String, Bulkhead> streamsOf =
            Caffeine.newBuilder().weakValues().build();

    CallerLimits(Settings settings) {
        this.settings = settings;
        this.requests = RateLimiterConfig.custom()
                .limitForPeriod(settings.requestsPerSecondPerCaller())
                .limitRefreshPeriod(PERIOD)
                .timeoutDuration(Duration.ZERO)
                .build();
        this.streams = BulkheadConfig.custom()
                .maxConcurrentCalls(settings.streamsPerCaller())
                .maxWaitDuration(Duration.ZERO)
                .build();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.deferContextual(context -> {
            // One look at the page asks for 30 files, which are for everybody and cost nothing.
            if (!PageController.isFile(exchange.getRequest())) {
                admit(Caller.in(context));
            }
            return chain.filter(exchange);
        });
    }

    /** Counts a request of this caller; fails where that is one too many. */
    void admit(Caller caller) {
        if (!isLimited(caller)) {
            return;
        }
        RateLimiter limit = requestsOf.get(caller.id(), id -> RateLimiter.of(id, requests));
        if (!limit.acquirePermission()) {
            throw AccessException.rateLimited(
                    caller.id() + " sends more than " + settings.requestsPerSecondPerCaller()
                            + " requests a second (connector.limits.requests-per-second-per-caller): send fewer.",
                    PERIOD.toSeconds());
        }
    }

    /** Counts what its caller waits for, from the subscription to the end; fails where that is one too many. */
    public <T> Mono<T> open(Mono<T> stream) {
        return Mono.deferContextual(context -> {
            Caller caller = Caller.in(context);
            if (!isLimited(caller)) {
                return stream;
            }
            Bulkhead limit = streamsOf.get(caller.id(), id -> Bulkhead.of(id, streams));
            return stream.transformDeferred(BulkheadOperator.of(limit))
                    .onErrorMap(BulkheadFullException.class, full -> tooManyStreams(caller));
        });
    }

    /** After how long a stream ends; its reader comes again, and is known anew, or no longer. */
    public Duration streamLifetime() {
        return settings.streamLifetime();
    }

    private AccessException tooManyStreams(Caller caller) {
        return AccessException.rateLimited(
                caller.id() + " has " + settings.streamsPerCaller()
                        + " streams and long polls open, which is the most (connector.limits.streams-per-caller): close one.",
                STREAM_RETRY_SECONDS);
    }

    /** The probes are not, or whoever sends many would have this service taken for dead. */
    private static boolean isLimited(Caller caller) {
        return !caller.equals(Caller.ofThisMachine(caller.address()))
                && !caller.equals(Caller.ofNobody(caller.address()));
    }
}
