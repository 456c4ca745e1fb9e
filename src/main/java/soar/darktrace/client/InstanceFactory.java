package soar.darktrace.client;

import java.time.Clock;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ClientHttpConnector;
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
public class InstanceFactory implements DisposableBean {

    private static final String POOL = "darktrace";
    private static final Logger log = LoggerFactory.getLogger(InstanceFactory.class);

    private final Map<InstanceSettings.Limits, ConnectionProvider> sharedPools = new ConcurrentHashMap<>();
    private final Queue<ConnectionProvider> pools = new ConcurrentLinkedQueue<>();

    private final WebClient.Builder webClient;
    private final HttpClientSettings tls;
    private final ObjectProvider<SslBundles> bundles;
    private final TokenRotation rotation;
    private final InstanceGuards guards;
    private final Clock clock;
    private final String userAgent;

    InstanceFactory(
            ObjectProvider<WebClient.Builder> webClient,
            ObjectProvider<HttpClientSettings> tls,
            ObjectProvider<SslBundles> bundles,
            TokenRotation rotation,
            InstanceGuards guards,
            Clock clock,
            ObjectProvider<BuildProperties> build) {
        this.webClient = webClient.getIfAvailable(WebClient::builder);
        this.tls = tls.getIfAvailable(HttpClientSettings::defaults);
        this.bundles = bundles;
        this.rotation = rotation;
        this.guards = guards;
        this.clock = clock;
        BuildProperties properties = build.getIfAvailable();
        this.userAgent = "darktrace-connector/" + (properties == null ? "dev" : properties.getVersion());
    }

    /** Builds an instance that is configured; its metrics carry its name. */
    DarktraceInstance create(String name, InstanceSettings settings) {
        Guards own = guards.configured(name, settings.limits());
        InstanceTokens tokens = rotation.watch(name, settings);
        own.state().watch(tokens::problem);
        // With a bundle, connections of its certificates before are left over: they must not wait for the next request.
        ConnectionProvider.Builder pool = settings.sslBundle() == null
                ? HardenedConnector.pool(POOL, settings.limits().maxConcurrent())
                : HardenedConnector.passingPool(POOL, settings.limits().maxConcurrent());
        return create(name, name, settings, tokens, pool(pool, settings.limits()), own, null);
    }

    /**
     * Builds an instance that a request brought along and that may be forgotten at any time: there is nothing to close.
     * Those of the same name that are reached in the same way share their limits and their breaker, whatever their
     * tokens.
     *
     * @param metricLabel what metrics call it; of the few that the configuration allows
     * @param choices what the request wants to be fetched
     */
    public DarktraceInstance createForRequests(
            String name, String metricLabel, InstanceSettings settings, Map<String, String> choices) {
        return create(
                name,
                metricLabel,
                settings,
                new InstanceTokens(name, settings),
                sharedPools.computeIfAbsent(
                        settings.limits(),
                        limits -> pool(HardenedConnector.passingPool(POOL, limits.maxConcurrent()), limits)),
                guards.ofRequests(name, metricLabel, settings),
                choices);
    }

    private DarktraceInstance create(
            String name,
            String metricLabel,
            InstanceSettings settings,
            InstanceTokens tokens,
            ConnectionProvider connections,
            Guards guards,
            @Nullable Map<String, String> choices) {
        if (settings.isPlainHttp()) {
            log.warn("Instance {} is called over http: anyone on the way can read its answers. Use https.", name);
        }
        if (settings.insecure()) {
            log.warn("Instance {} trusts any TLS certificate. Import the appliance's authority instead.", name);
        }
        DefaultUriBuilderFactory uris =
                new DefaultUriBuilderFactory(settings.baseUrl().toString());
        uris.setEncodingMode(EncodingMode.VALUES_ONLY);
        ClientHttpConnector signing = new SigningConnector(
                connector(name, settings, connections), new RequestSigner(settings, tokens, clock));
        WebClientAdapter client = WebClientAdapter.create(client(settings, uris, signing, metricLabel));
        return new DarktraceInstance(
                name,
                metricLabel,
                settings,
                new GuardedExchange(client, guards, uris),
                guards.state(),
                choices == null,
                choices == null ? Map.of() : choices);
    }

    private ConnectionProvider pool(ConnectionProvider.Builder builder, InstanceSettings.Limits limits) {
        // Nothing waits here for long: there are as many connections as places, and waiting for a place is bounded.
        ConnectionProvider pool = builder.pendingAcquireMaxCount(-1)
                .pendingAcquireTimeout(limits.answerTimeout())
                .build();
        pools.add(pool);
        return pool;
    }

    /** Closes all connections. */
    @Override
    public void destroy() {
        pools.forEach(ConnectionProvider::dispose);
    }

    private ClientHttpConnector connector(String name, InstanceSettings settings, ConnectionProvider connections) {
        HardenedConnector hardened = new HardenedConnector(
                settings.baseUrl(), settings.limits().connectTimeout(), settings.proxy(), settings.insecure());
        String bundle = settings.sslBundle();
        return bundle == null
                ? hardened.build(tls, connections)
                : BundledConnector.of(
                        name,
                        bundle,
                        bundles.getObject(),
                        certificates -> hardened.build(tls.withSslBundle(certificates), connections));
    }

    private WebClient client(
            InstanceSettings settings,
            DefaultUriBuilderFactory uris,
            ClientHttpConnector connector,
            String metricLabel) {
        return webClient
                .clone()
                .clientConnector(connector)
                .uriBuilderFactory(uris)
                .defaultHeader(HttpHeaders.USER_AGENT, userAgent)
                .defaultHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE)
                .codecs(codecs -> {
                    codecs.customCodecs()
                            .register(new AnswerDecoder(settings.limits().maxAnswerSize(), AnswerMemory.ofProcess()));
                    codecs.defaultCodecs().jacksonJsonEncoder(new JacksonJsonEncoder(AsciiJson.MAPPER));
                })
                .observationConvention(new EndpointObservation(metricLabel))
                .filter(new AnswerCheck(clock))
                .build();
    }
}
