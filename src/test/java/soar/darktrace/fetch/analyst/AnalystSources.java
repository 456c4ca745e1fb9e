package soar.darktrace.fetch.analyst;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import soar.darktrace.fetch.Source;

/** The source of AI Analyst groups, for tests of what fetches from it. */
public final class AnalystSources {

    private AnalystSources() {}

    /** With settings of the instance {@code main} as a configuration has them below {@code analyst}. */
    public static Source of(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        settings.forEach((name, value) -> all.put("i.analyst." + name, value));
        AnalystSettings.OfInstance main = new Binder(new MapConfigurationPropertySource(all))
                .bindOrCreate("i", Bindable.of(AnalystSettings.OfInstance.class));
        return new AnalystSource(new AnalystSettings.OfInstances(Map.of("main", main)));
    }
}
