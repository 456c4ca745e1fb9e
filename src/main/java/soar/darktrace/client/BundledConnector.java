package soar.darktrace.client;

import java.net.URI;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import reactor.core.publisher.Mono;
import soar.darktrace.failure.Nearest;

/**
 * Connects with the certificates that an SSL bundle holds now. Requests under way keep their connection when the bundle
 * changes; the next ones get connections of their own. A bundle that cannot be used leaves the one before in use; Spring
 * Boot, which calls the handler, logs why.
 */
final class BundledConnector implements ClientHttpConnector {

    private static final Logger log = LoggerFactory.getLogger(BundledConnector.class);

    private final Function<SslBundle, ClientHttpConnector> connectors;
    private volatile ClientHttpConnector current;

    private BundledConnector(Function<SslBundle, ClientHttpConnector> connectors, SslBundle bundle) {
        this.connectors = connectors;
        this.current = connectors.apply(bundle);
    }

    /**
     * Builds the connector of an instance.
     *
     * @param connectors builds one with the certificates of a bundle
     * @throws InvalidConfigurationPropertyValueException if there is no bundle of that name
     */
    static ClientHttpConnector of(
            String instance, String name, SslBundles bundles, Function<SslBundle, ClientHttpConnector> connectors) {
        try {
            BundledConnector connector = new BundledConnector(connectors, bundles.getBundle(name));
            bundles.addBundleUpdateHandler(name, bundle -> connector.exchange(instance, name, bundle));
            return connector;
        } catch (NoSuchSslBundleException e) {
            throw new InvalidConfigurationPropertyValueException(
                    "darktrace.instances." + instance + ".ssl-bundle",
                    name,
                    "There is no SSL bundle of that name" + Nearest.sentence(name, bundles.getBundleNames())
                            + " Configure it as spring.ssl.bundle.pem." + name + ".");
        }
    }

    private void exchange(String instance, String name, SslBundle bundle) {
        current = connectors.apply(bundle);
        log.info("Instance {} is called with the new certificates of the SSL bundle {}.", instance, name);
    }

    @Override
    public Mono<ClientHttpResponse> connect(
            HttpMethod method, URI uri, Function<? super ClientHttpRequest, Mono<Void>> write) {
        return current.connect(method, uri, write);
    }
}
