package soar.darktrace.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/**
 * One Darktrace appliance as this service uses it: what XSOAR calls an integration instance. Commands reach its endpoints
 * through the interfaces of {@code api}.
 */
public final class DarktraceInstance {

    private final String name;
    private final String metricLabel;
    private final InstanceSettings settings;
    private final GuardedExchange exchange;
    private final HttpServiceProxyFactory endpoints;
    private final InstanceState state;
    private final boolean isConfigured;
    private final Map<String, String> choices;
    private final Map<Class<?>, Object> apis = new ConcurrentHashMap<>();

    DarktraceInstance(
            String name,
            String metricLabel,
            InstanceSettings settings,
            GuardedExchange exchange,
            InstanceState state,
            boolean isConfigured,
            Map<String, String> choices) {
        this.name = name;
        this.metricLabel = metricLabel;
        this.settings = settings;
        this.exchange = exchange;
        this.endpoints = HttpServiceProxyFactory.builderFor(exchange)
                .httpRequestValuesProcessor(Exchange::note)
                .embeddedValueResolver(path -> resolved(path, settings))
                .build();
        this.state = state;
        this.isConfigured = isConfigured;
        this.choices = Map.copyOf(choices);
    }

    /** What the path of an endpoint may name of the settings: {@code ${email.prefix}}. */
    private static String resolved(String path, InstanceSettings settings) {
        return path.replace("${email.prefix}", settings.email().prefix().toString());
    }

    public String name() {
        return name;
    }

    /** What metrics call it: its name, or for one that a request brought along the {@code allowed-hosts} entry. */
    public String metricLabel() {
        return metricLabel;
    }

    public InstanceSettings settings() {
        return settings;
    }

    /** Whether it is configured in this service; otherwise a request brought it along, and nothing about it is kept. */
    public boolean isConfigured() {
        return isConfigured;
    }

    /** What a request that brought it along wants to be fetched, under XSOAR's names; empty for one that is configured. */
    public Map<String, String> choices() {
        return choices;
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
                new DarktraceInstance(
                        name, metricLabel, settings, exchange.rehearsing(calls::add), state, isConfigured, choices),
                calls);
    }

    /** The same instance that sends nothing: whoever would ask or tell Darktrace gets {@link UnsentException}. */
    public DarktraceInstance unsent() {
        return new DarktraceInstance(name, metricLabel, settings, exchange.unsent(), state, isConfigured, choices);
    }

    /**
     * A run without changes.
     *
     * @param instance replaces the instance; its changes return nothing
     * @param plannedCalls the changes so far, in their order
     */
    public record Rehearsal(DarktraceInstance instance, List<PlannedCall> plannedCalls) {}

    InstanceState.Snapshot state() {
        return state.snapshot();
    }

    /** Why its token files cannot be read at present; null where they can. */
    @Nullable
    String tokenProblem() {
        return state.tokenProblem();
    }

    @Override
    public String toString() {
        return name + " (" + settings.url() + ")";
    }
}
