package soar.darktrace.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/**
 * One Darktrace appliance as this service uses it: what XSOAR calls an integration instance. Commands reach its endpoints
 * through the interfaces that their feature declares.
 */
public final class DarktraceInstance {

    private final String name;
    private final InstanceSettings settings;
    private final GuardedExchange exchange;
    private final HttpServiceProxyFactory endpoints;
    private final InstanceState state;
    private final boolean isPassing;
    private final MetricName metricName;
    private final Map<Class<?>, Object> apis = new ConcurrentHashMap<>();

    DarktraceInstance(
            String name,
            InstanceSettings settings,
            GuardedExchange exchange,
            InstanceState state,
            boolean isPassing,
            MetricName metricName) {
        this.name = name;
        this.settings = settings;
        this.exchange = exchange;
        this.endpoints = HttpServiceProxyFactory.builderFor(exchange).build();
        this.state = state;
        this.isPassing = isPassing;
        this.metricName = metricName;
    }

    public String name() {
        return name;
    }

    /** What metrics call it: its name, or {@code other} where a request brought along what has never answered. */
    public String metricName() {
        return metricName.now().get();
    }

    /** Whether it was built before it had answered: built anew, it shares the guards of its name. */
    public boolean isOutdated() {
        return metricName.isOutdated();
    }

    public InstanceSettings settings() {
        return settings;
    }

    /** Whether a request brought it along: nothing about it is configured in this service, and nothing is kept. */
    public boolean isPassing() {
        return isPassing;
    }

    /**
     * The endpoints that an interface with {@code @GetExchange} and {@code @PostExchange} methods declares, signed and
     * guarded. Failures arrive as {@link DarktraceException}.
     */
    public <T> T api(Class<T> type) {
        return type.cast(apis.computeIfAbsent(type, endpoints::createClient));
    }

    /** The same instance with its changes written down instead of sent; reads are sent. */
    public Rehearsal rehearse() {
        List<PlannedCall> calls = new CopyOnWriteArrayList<>();
        return new Rehearsal(
                new DarktraceInstance(name, settings, exchange.rehearsing(calls::add), state, isPassing, metricName),
                calls);
    }

    /**
     * A run without changes.
     *
     * @param instance stands in for the instance; its changes answer nothing
     * @param plannedCalls the changes so far, in their order
     */
    public record Rehearsal(DarktraceInstance instance, List<PlannedCall> plannedCalls) {}

    InstanceState.Snapshot state() {
        return state.snapshot();
    }

    @Override
    public String toString() {
        return name + " (" + settings.url() + ")";
    }
}
