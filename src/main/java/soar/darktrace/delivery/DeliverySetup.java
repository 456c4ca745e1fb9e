package soar.darktrace.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.EnableScheduling;
import soar.darktrace.check.Check;
import soar.darktrace.check.Checks;
import soar.darktrace.check.Finding;
import soar.darktrace.client.DarktraceInstances;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.store.BackgroundWork;
import soar.darktrace.store.Database;
import soar.darktrace.store.Lease;

/** Puts the sinks of the configuration together. A one-shot command, which has no store, leaves it out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliverySettings.class)
@EnableScheduling
class DeliverySetup {

    private static final Logger log = LoggerFactory.getLogger(DeliverySetup.class);

    @Bean
    SinkStateTable sinkStates(Database database) {
        return new SinkStateTable(database);
    }

    @Bean
    Outbox outbox(
            DeliverySettings settings,
            DarktraceInstances instances,
            ReceiverFactory receivers,
            IncidentStore store,
            SinkStateTable states,
            Lease lease,
            MeterRegistry meters,
            Clock clock) {
        Map<String, SinkDelivery> deliveries = new TreeMap<>();
        settings.sinks().forEach((name, sink) -> {
            warn(name, sink, instances);
            deliveries.put(
                    name,
                    new SinkDelivery(
                            new Sink(name, sink, receivers.create(sink), new SinkWatch(name, meters)),
                            store,
                            states,
                            lease,
                            clock));
        });
        return new Outbox(deliveries, store);
    }

    @Bean
    BackgroundWork delivering(Outbox outbox) {
        return new BackgroundWork("Delivery", outbox::run);
    }

    @Bean
    CleanUp cleanUp(Database database, DeliverySettings settings, Lease lease, Clock clock) {
        return new CleanUp(database, settings, lease, clock);
    }

    @Bean
    CompositeHealthContributor sinksHealthContributor(Outbox outbox) {
        Map<String, SinkWatch> watches = new LinkedHashMap<>();
        outbox.all()
                .forEach(delivery ->
                        watches.put(delivery.sink().name(), delivery.sink().watch()));
        return CompositeHealthContributor.fromMap(watches, watch -> (HealthIndicator) () -> SinkHealth.of(watch));
    }

    @Bean
    @Order(2)
    Checks sinkChecks(Outbox outbox, DarktraceInstances instances) {
        return () -> outbox.all().stream()
                .map(SinkDelivery::sink)
                .map(sink -> new Check(
                        "sink " + sink.name(),
                        sink.receiver().probe().map(finding -> hinted(finding, sink.settings(), instances))))
                .toList();
    }

    /** With what the log of a server warns of. */
    private static Finding hinted(Finding finding, SinkSettings sink, DarktraceInstances instances) {
        String hints = (sink.isPlainHttp() ? " It is called over http: anyone on the way can read the incidents." : "")
                + (isOfNone(sink, instances)
                        ? " It takes incidents of an instance that is not configured: " + sink.instance() + "."
                        : "");
        return new Finding(finding.code(), finding.sentence() + hints, finding.stopsTheStart());
    }

    private static boolean isOfNone(SinkSettings sink, DarktraceInstances instances) {
        return sink.instance() != null && instances.find(sink.instance()).isEmpty();
    }

    private static void warn(String name, SinkSettings sink, DarktraceInstances instances) {
        if (sink.isPlainHttp()) {
            log.warn("Sink {} is called over http: anyone on the way can read the incidents. Use https.", name);
        }
        if (isOfNone(sink, instances)) {
            log.warn("Sink {} takes incidents of an instance that is not configured: {}.", name, sink.instance());
        }
    }
}
