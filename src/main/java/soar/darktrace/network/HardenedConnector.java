package soar.darktrace.network;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * How this service connects to one server: from a pool, with the TLS of the configuration, without following redirects,
 * and sending each request once.
 *
 * @param target the server's address
 * @param connectTimeout how long establishing a connection may take
 * @param usesProxy whether the proxy of the environment variables is used
 * @param trustsAnyCertificate whether certificate and host name are not checked
 */
public record HardenedConnector(URI target, Duration connectTimeout, boolean usesProxy, boolean trustsAnyCertificate) {

    /** Shorter than the keep-alive of common servers, so that a request rarely uses a connection that is closing. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(15);

    /** A pool that is limited to so many connections and closes idle ones when it next sees them. */
    public static ConnectionProvider.Builder pool(String name, int mostConnections) {
        return ConnectionProvider.builder(name).maxConnections(mostConnections).maxIdleTime(MAX_IDLE);
    }

    /** The same for servers that are used for a while: idle connections and pools are closed in the background. */
    public static ConnectionProvider.Builder passingPool(String name, int mostConnections) {
        return pool(name, mostConnections)
                .evictInBackground(MAX_IDLE)
                .disposeInactivePoolsInBackground(MAX_IDLE, MAX_IDLE);
    }

    /**
     * Builds the connector.
     *
     * @param tls the TLS of the configuration
     * @throws IllegalArgumentException if the environment's proxy setting is malformed
     */
    public ClientHttpConnector build(HttpClientSettings tls, ConnectionProvider pool) {
        return ClientHttpConnectorBuilder.reactor()
                .withHttpClientFactory(() -> HttpClient.create(pool))
                .withHttpClientCustomizer(this::customize)
                .build(tls.withRedirects(HttpRedirects.DONT_FOLLOW).withConnectTimeout(connectTimeout));
    }

    private HttpClient customize(HttpClient client) {
        // Reactor Netty would send a request again when the connection breaks; a change must be sent once.
        HttpClient once = client.disableRetry(true)
                .doOnChannelInit((observer, channel, address) ->
                        channel.pipeline().addAfter(NettyPipeline.HttpCodec, null, new InterimResponses()));
        HttpClient trusting = trustsAnyCertificate ? once.secure(ssl -> ssl.sslContext(anyCertificate())) : once;
        return usesProxy
                ? SystemProxy.forTarget(target, System.getenv())
                        .map(proxy -> proxy.applyTo(trusting))
                        .orElse(trusting)
                : trusting;
    }

    private static SslContext anyCertificate() {
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
