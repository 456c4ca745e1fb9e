package soar.darktrace.delivery;

import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import soar.darktrace.network.SystemProxy;

/** Builds the far end of a sink: connections of its own, TLS and proxy by the settings, and no redirects. */
@Component
class ReceiverFactory {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Shorter than the keep-alive of common servers, so that a request seldom meets a connection that is closing. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(15);

    private final WebClient.Builder webClient;
    private final HttpClientSettings tls;
    private final Clock clock;

    ReceiverFactory(ObjectProvider<WebClient.Builder> webClient, ObjectProvider<HttpClientSettings> tls, Clock clock) {
        this.webClient = webClient.getIfAvailable(WebClient::builder);
        this.tls = tls.getIfAvailable(HttpClientSettings::defaults);
        this.clock = clock;
    }

    Receiver create(SinkSettings settings) {
        WebClient client = webClient
                .clone()
                .clientConnector(connector(settings))
                .defaultHeader(HttpHeaders.USER_AGENT, "darktrace-connector")
                .build();
        return new Receiver(client, settings, clock);
    }

    private ClientHttpConnector connector(SinkSettings settings) {
        return ClientHttpConnectorBuilder.reactor()
                .withHttpClientFactory(() -> HttpClient.create(ConnectionProvider.builder("sink")
                        .maxConnections(2)
                        .maxIdleTime(MAX_IDLE)
                        .build()))
                .withHttpClientCustomizer(client -> customize(client, settings))
                .build(tls.withRedirects(HttpRedirects.DONT_FOLLOW).withConnectTimeout(CONNECT_TIMEOUT));
    }

    private static HttpClient customize(HttpClient client, SinkSettings settings) {
        // Reactor Netty would re-send a request on a connection that broke; failures are to be seen and counted.
        HttpClient once = client.disableRetry(true);
        return settings.proxy()
                ? SystemProxy.forTarget(settings.address(), System.getenv())
                        .map(proxy -> proxy.applyTo(once))
                        .orElse(once)
                : once;
    }
}
