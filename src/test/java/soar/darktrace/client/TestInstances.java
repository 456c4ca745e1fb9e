package soar.darktrace.client;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings for tests, bound the way a configuration is, so that the defaults are the real ones. */
public final class TestInstances {

    private TestInstances() {}

    /** Settings with the vectors' tokens and further properties as name, value, name, value … */
    public static InstanceSettings settings(String url, String... properties) {
        Map<String, String> all = new HashMap<>(Map.of(
                "i.url", url, "i.public-api-token", "test_public_token", "i.private-api-token", "test_private_token"));
        for (int i = 0; i < properties.length; i += 2) {
            all.put("i." + properties[i], properties[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("i", Bindable.of(InstanceSettings.class))
                .get();
    }
}
