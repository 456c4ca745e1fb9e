package soar.darktrace.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.resources.ConnectionProvider;
import soar.darktrace.network.HardenedConnector;

/** Builds the far end of a sink: connections of its own, TLS and proxy by the settings, and no redirects. */
@Component
class ReceiverFactory implements DisposableBean {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private static final int MOST_CONNECTIONS = 2;

    private final Queue<ConnectionProvider> pools = new ConcurrentLinkedQueue<>();
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
        ConnectionProvider pool =
                HardenedConnector.pool("sink", MOST_CONNECTIONS).build();
        pools.add(pool);
        return new HardenedConnector(settings.address(), CONNECT_TIMEOUT, settings.proxy(), false).build(tls, pool);
    }

    /** Closes all connections. */
    @Override
    public void destroy() {
        pools.forEach(ConnectionProvider::dispose);
    }
}
