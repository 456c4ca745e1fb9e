package soar.darktrace.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/**
 * One Darktrace appliance as this service uses it: what XSOAR calls an integration instance. Commands reach its endpoints
 * through the interfaces that their feature declares.
 */
public final class DarktraceInstance {

    private final String name;
    private final InstanceSettings settings;
    private final HttpServiceProxyFactory endpoints;
    private final InstanceState state;
    private final Map<Class<?>, Object> apis = new ConcurrentHashMap<>();

    DarktraceInstance(String name, InstanceSettings settings, HttpServiceProxyFactory endpoints, InstanceState state) {
        this.name = name;
        this.settings = settings;
        this.endpoints = endpoints;
        this.state = state;
    }

    public String name() {
        return name;
    }

    public InstanceSettings settings() {
        return settings;
    }

    /**
     * The endpoints that an interface with {@code @GetExchange} and {@code @PostExchange} methods declares, signed and
     * guarded. Failures arrive as {@link DarktraceException}.
     */
    public <T> T api(Class<T> type) {
        return type.cast(apis.computeIfAbsent(type, endpoints::createClient));
    }

    InstanceState.Snapshot state() {
        return state.snapshot();
    }

    @Override
    public String toString() {
        return name + " (" + settings.url() + ")";
    }
}
