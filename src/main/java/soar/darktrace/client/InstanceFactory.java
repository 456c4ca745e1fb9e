package soar.darktrace.client;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.DefaultUriBuilderFactory.EncodingMode;
import reactor.netty.resources.ConnectionProvider;
import soar.darktrace.network.AsciiJson;
import soar.darktrace.network.HardenedConnector;

/** Builds instances: one WebClient each, with connections, signature and guards of its own. */
@Component
@EnableConfigurationProperties(DarktraceProperties.class)
public class InstanceFactory {

    private static final String POOL = "darktrace";
    private static final Logger log = LoggerFactory.getLogger(InstanceFactory.class);

    private final Map<InstanceSettings.Limits, ConnectionProvider> sharedPools = new ConcurrentHashMap<>();
    private final KnownNames known = new KnownNames();
    private final WebClient.Builder webClient;
    private final HttpClientSettings tls;
    private final CircuitBreakerRegistry breakers;
    private final RateLimiterRegistry rateLimiters;
    private final BulkheadRegistry bulkheads;
    private final MeterRegistry meters;
    private final Clock clock;
    private final String userAgent;

    InstanceFactory(
            ObjectProvider<WebClient.Builder> webClient,
            ObjectProvider<HttpClientSettings> tls,
            CircuitBreakerRegistry breakers,
            RateLimiterRegistry rateLimiters,
            BulkheadRegistry bulkheads,
            MeterRegistry meters,
            Clock clock,
            ObjectProvider<BuildProperties> build) {
        this.webClient = webClient.getIfAvailable(WebClient::builder);
        this.tls = tls.getIfAvailable(HttpClientSettings::defaults);
        this.breakers = breakers;
        this.rateLimiters = rateLimiters;
        this.bulkheads = bulkheads;
        this.meters = meters;
        this.clock = clock;
        BuildProperties properties = build.getIfAvailable();
        this.userAgent = "darktrace-connector/" + (properties == null ? "dev" : properties.getVersion());
    }

    /** Builds an instance of the given name; its metrics carry that name. */
    DarktraceInstance create(String name, InstanceSettings settings) {
        return create(
                name,
                settings,
                pool(HardenedConnector.pool(POOL, settings.limits().maxConcurrent()), settings.limits()),
                MetricName.fixed(name),
                false);
    }

    /**
     * Builds an instance that may be forgotten at any time: there is nothing to close. Those of the same name that are
     * reached in the same way share their limits and their breaker, once one of them has answered.
     */
    public DarktraceInstance createPassing(String name, InstanceSettings settings) {
        return create(
                name,
                settings,
                sharedPools.computeIfAbsent(
                        settings.limits(),
                        limits -> pool(HardenedConnector.passingPool(POOL, limits.maxConcurrent()), limits)),
                MetricName.among(known, name),
                true);
    }

    private DarktraceInstance create(
            String name,
            InstanceSettings settings,
            ConnectionProvider connections,
            MetricName metricName,
            boolean isPassing) {
        if (settings.isPlainHttp()) {
            log.warn("Instance {} is called over http: anyone on the way can read its answers. Use https.", name);
        }
        if (settings.insecure()) {
            log.warn("Instance {} trusts any TLS certificate. Import the appliance's authority instead.", name);
        }
        InstanceState state = new InstanceState(clock, isPassing ? () -> known.add(name) : () -> {});
        DefaultUriBuilderFactory uris =
                new DefaultUriBuilderFactory(settings.baseUrl().toString());
        uris.setEncodingMode(EncodingMode.VALUES_ONLY);
        GuardedExchange exchange = new GuardedExchange(
                WebClientAdapter.create(client(settings, uris, connections, metricName.isShared())),
                metricName.isShared()
                        ? ownGuards(settings, state)
                        : guards(isPassing ? guardsName(name, settings) : name, settings, state),
                uris);
        return new DarktraceInstance(name, settings, exchange, state, isPassing, metricName);
    }

    /** A wrong way to an appliance must not open the breaker of the right one. */
    private static String guardsName(String name, InstanceSettings settings) {
        return name + (settings.insecure() ? " (insecure)" : "") + (settings.proxy() ? " (proxy)" : "");
    }

    private static ConnectionProvider pool(ConnectionProvider.Builder pool, InstanceSettings.Limits limits) {
        // The queue is bounded by the bulkhead, which refuses before anything waits here.
        return pool.pendingAcquireMaxCount(-1)
                .pendingAcquireTimeout(limits.answerTimeout())
                .build();
    }

    private WebClient client(
            InstanceSettings settings,
            DefaultUriBuilderFactory uris,
            ConnectionProvider connections,
            boolean hidesHost) {
        int maxAnswerBytes = (int) settings.limits().maxAnswerSize().toBytes();
        return webClient
                .clone()
                .clientConnector(new HardenedConnector(
                                settings.baseUrl(),
                                settings.limits().connectTimeout(),
                                settings.proxy(),
                                settings.insecure())
                        .build(tls, connections))
                .uriBuilderFactory(uris)
                .defaultHeader(HttpHeaders.USER_AGENT, userAgent)
                .defaultHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE)
                .codecs(codecs -> {
                    codecs.defaultCodecs().maxInMemorySize(maxAnswerBytes);
                    codecs.defaultCodecs().jacksonJsonEncoder(new JacksonJsonEncoder(AsciiJson.MAPPER));
                })
                .observationConvention(new EndpointObservation(hidesHost))
                .filter(new AnswerCheck(clock))
                .filter(new SigningFilter(new RequestSigner(settings, clock)))
                .build();
    }

    /** Guards that all instances of that name have in common, with metrics. */
    private Guards guards(String name, InstanceSettings settings, InstanceState state) {
        InstanceSettings.Limits limits = settings.limits();
        return new Guards(
                bulkheads.bulkhead(name, bulkhead(limits)),
                rateLimiters.rateLimiter(name, rateLimiter(limits)),
                new ReadRetry(name, limits, meters),
                breakers.circuitBreaker(name, Guards.BREAKER),
                limits.answerTimeout(),
                state);
    }

    /** Guards that are forgotten with their instance. */
    private Guards ownGuards(InstanceSettings settings, InstanceState state) {
        InstanceSettings.Limits limits = settings.limits();
        return new Guards(
                Bulkhead.of(KnownNames.OTHER, bulkhead(limits)),
                RateLimiter.of(KnownNames.OTHER, rateLimiter(limits)),
                new ReadRetry(KnownNames.OTHER, limits, meters),
                CircuitBreaker.of(KnownNames.OTHER, Guards.BREAKER),
                limits.answerTimeout(),
                state);
    }

    private static BulkheadConfig bulkhead(InstanceSettings.Limits limits) {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(limits.maxConcurrent() + limits.maxWaiting())
                .maxWaitDuration(Duration.ZERO)
                .build();
    }

    private static RateLimiterConfig rateLimiter(InstanceSettings.Limits limits) {
        return RateLimiterConfig.custom()
                .limitForPeriod(limits.maxPerSecond())
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .timeoutDuration(limits.answerTimeout())
                .build();
    }
}
