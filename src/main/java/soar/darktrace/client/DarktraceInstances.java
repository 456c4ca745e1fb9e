package soar.darktrace.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The configured instances by name. */
@Component
public class DarktraceInstances {

    private final Map<String, DarktraceInstance> instances = new LinkedHashMap<>();

    DarktraceInstances(DarktraceProperties properties, InstanceFactory factory) {
        properties.instances().forEach((name, settings) -> instances.put(name, factory.create(name, settings)));
    }

    public Optional<DarktraceInstance> find(String name) {
        return Optional.ofNullable(instances.get(name));
    }

    /** The names in the order of the configuration. */
    public Set<String> names() {
        return instances.keySet();
    }
}
