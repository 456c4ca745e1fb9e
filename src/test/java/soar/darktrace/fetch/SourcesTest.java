package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import soar.darktrace.fetch.analyst.AnalystSources;
import soar.darktrace.fetch.breach.BreachSources;

/** The setting {@code fetch} of an instance. */
class SourcesTest {

    private final Sources sources = new Sources(List.of(BreachSources.of(Map.of()), AnalystSources.of(Map.of())));

    @Test
    void aSettingThatNamesNoSourceIsRefusedWithTheNearestName() {
        assertThatThrownBy(() -> feeds("breaches,analist"))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("darktrace.instances.main.fetch")
                .hasMessageContaining("did you mean analyst?");
    }

    @Test
    void eachSourceHasItsNameInSettings() {
        assertThat(sources.set("main", "breaches").name()).isEqualTo("breach");
        assertThat(sources.set("main", "Analyst").name()).isEqualTo("analyst");
    }

    private Feeds feeds(String fetch) {
        FetchSettings settings = new Binder(new MapConfigurationPropertySource(Map.of("i.fetch", fetch)))
                .bind("i", FetchSettings.class)
                .get();
        return new Feeds(sources, new FetchSettings.OfInstances(Map.of("main", settings)));
    }
}
