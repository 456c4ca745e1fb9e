package soar.darktrace.manifest;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ConfigurationReferenceTest {

    @Test
    void everyPropertySaysWhatItMeans() {
        assertThat(ConfigurationReference.properties())
                .hasSizeGreaterThan(80)
                .allSatisfy(property ->
                        assertThat(property.meaning()).as(property.name()).isNotBlank());
    }

    @Test
    void whoeverRemovesTheHashesOfTheTemplateGetsSettings() {
        String settings = ConfigurationReference.yaml()
                .lines()
                .filter(line -> line.startsWith("#") && !line.startsWith("# "))
                .map(line -> line.substring(1) + "\n")
                .collect(joining());

        Map<?, ?> read = YAMLMapper.shared().readValue(settings, Map.class);

        assertThat(read.get("connector.retention")).isEqualTo("30d");
        assertThat(read.get("connector.reason-template")).isEqualTo("{text}");
        assertThat(read.get("connector.sinks.main.kinds")).isEqualTo(List.of("created"));
        assertThat(read).hasSameSizeAs(ConfigurationReference.properties());
    }
}
