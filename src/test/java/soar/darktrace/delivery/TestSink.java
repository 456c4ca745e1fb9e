package soar.darktrace.delivery;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.web.reactive.function.client.WebClient;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.StoredIncidents;

/** The delivery to the sink {@code soar}, as a connector that is started on a database builds it. */
public final class TestSink {

    private final SinkStateTable states;
    private final SinkDelivery delivery;
    private final IncidentStore store;
    private final MeterRegistry meters = new SimpleMeterRegistry();

    private TestSink(DataSource database, Clock clock, SinkSettings settings) {
        this.store = StoredIncidents.store(database, clock);
        this.states = new SinkStateTable(StoredIncidents.database(database));
        Sink sink = new Sink("soar", settings, receiver(settings, clock), new SinkWatch("soar", meters));
        this.delivery = new SinkDelivery(sink, store, states, StoredIncidents.lease(database), clock);
    }

    /** Starts the sink with properties as name, value, name, value … */
    public static TestSink start(DataSource database, Clock clock, String url, String... properties) {
        return new TestSink(database, clock, settings(url, properties));
    }

    /** Settings as a configuration is bound, so that the defaults are the real ones. */
    static SinkSettings settings(String url, String... properties) {
        return requireNonNull(all(url, properties).sinks().get("soar"));
    }

    /** The settings of delivery with the one sink. */
    static DeliverySettings all(String url, String... properties) {
        Map<String, String> all = new HashMap<>(Map.of("connector.sinks.soar.url", url));
        for (int i = 0; i < properties.length; i += 2) {
            all.put("connector.sinks.soar." + properties[i], properties[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("connector", Bindable.of(DeliverySettings.class))
                .get();
    }

    static Receiver receiver(SinkSettings settings, Clock clock) {
        DefaultListableBeanFactory none = new DefaultListableBeanFactory();
        return new ReceiverFactory(
                        none.getBeanProvider(WebClient.Builder.class),
                        none.getBeanProvider(HttpClientSettings.class),
                        clock)
                .create(settings);
    }

    /** One look at the store, and all deliveries that come of it. */
    public void turn() {
        delivery.turn(() -> true).block();
    }

    SinkDelivery delivery() {
        return delivery;
    }

    SinkState state() {
        return requireNonNull(
                states.state("soar", delivery.sink().settings().start()).block());
    }

    public boolean resume() {
        return requireNonNull(states.resume("soar").block());
    }

    /** Everything up to here was taken. */
    public long position() {
        return state().position();
    }

    IncidentStore store() {
        return store;
    }

    /** The value of a counter or gauge. */
    double meter(String name) {
        return meters.get(name)
                .tag("sink", "soar")
                .meter()
                .measure()
                .iterator()
                .next()
                .getValue();
    }
}
