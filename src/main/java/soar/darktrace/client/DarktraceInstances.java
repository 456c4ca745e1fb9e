package soar.darktrace.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The configured instances by name. */
@Component
public class DarktraceInstances {

    private static final Logger log = LoggerFactory.getLogger(DarktraceInstances.class);

    private final Map<String, DarktraceInstance> instances = new LinkedHashMap<>();

    DarktraceInstances(DarktraceProperties properties, InstanceFactory factory) {
        properties.instances().forEach((name, settings) -> {
            if (settings.isPlainHttp()) {
                log.warn("Instance {} is called over http: anyone on the way can read its answers. Use https.", name);
            }
            if (settings.insecure()) {
                log.warn("Instance {} trusts any TLS certificate. Import the appliance's authority instead.", name);
            }
            instances.put(name, factory.create(name, settings));
        });
    }

    public Optional<DarktraceInstance> find(String name) {
        return Optional.ofNullable(instances.get(name));
    }

    /** The names in the order of the configuration. */
    public Set<String> names() {
        return instances.keySet();
    }
}
