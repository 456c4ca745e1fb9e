package soar.darktrace.client;

import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import soar.darktrace.network.SystemProxy;

/** The connections to one appliance: from a pool, TLS and proxy by its settings, and no redirects. */
record InstanceConnector(InstanceSettings settings, HttpClientSettings tls, ConnectionProvider connections) {

    /** Shorter than the keep-alive of common servers, so that a change seldom meets a connection that is closing. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(15);

    ClientHttpConnector build() {
        return ClientHttpConnectorBuilder.reactor()
                .withHttpClientFactory(() -> HttpClient.create(connections))
                .withHttpClientCustomizer(this::customize)
                .build(tls.withRedirects(HttpRedirects.DONT_FOLLOW)
                        .withConnectTimeout(settings.limits().connectTimeout()));
    }

    /** A pool for one instance that lives as long as this service. */
    static ConnectionProvider ownPool(InstanceSettings.Limits limits) {
        return pool(limits).build();
    }

    /**
     * A pool for all instances that come and go: it closes what is idle by itself, so that nobody has to close anything
     * when an instance is forgotten, and a call that is under way keeps its connection.
     */
    static ConnectionProvider sharedPool(InstanceSettings.Limits limits) {
        return pool(limits)
                .evictInBackground(MAX_IDLE)
                .disposeInactivePoolsInBackground(MAX_IDLE, MAX_IDLE)
                .build();
    }

    private static ConnectionProvider.Builder pool(InstanceSettings.Limits limits) {
        return ConnectionProvider.builder("darktrace")
                .maxConnections(limits.maxConcurrent())
                // Bounded by the bulkhead, which refuses before anything waits here.
                .pendingAcquireMaxCount(-1)
                .pendingAcquireTimeout(limits.answerTimeout())
                .maxIdleTime(MAX_IDLE);
    }

    private HttpClient customize(HttpClient client) {
        // Reactor Netty would re-send a request on a connection that broke: a change must be sent once.
        HttpClient once = client.disableRetry(true);
        HttpClient trusting = settings.insecure() ? once.secure(ssl -> ssl.sslContext(anyCertificate())) : once;
        return settings.proxy()
                ? SystemProxy.forTarget(settings.baseUrl(), System.getenv())
                        .map(proxy -> proxy.applyTo(trusting))
                        .orElse(trusting)
                : trusting;
    }

    private static io.netty.handler.ssl.SslContext anyCertificate() {
        try {
            return SslContextBuilder.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm("")
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("This Java runtime has no TLS", e);
        }
    }
}
