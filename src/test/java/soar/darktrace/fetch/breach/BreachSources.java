package soar.darktrace.fetch.breach;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import soar.darktrace.fetch.Source;

/** The source of model breaches, for tests of what fetches from it. */
public final class BreachSources {

    private BreachSources() {}

    /** With settings of the instance {@code main} as a configuration has them. */
    public static Source of(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        settings.forEach((name, value) -> all.put("i." + name, value));
        BreachSettings main = new Binder(new MapConfigurationPropertySource(all))
                .bindOrCreate("i", Bindable.of(BreachSettings.class));
        return new BreachSource(new BreachSettings.OfInstances(Map.of("main", main)));
    }
}
