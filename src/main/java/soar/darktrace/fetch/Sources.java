package soar.darktrace.fetch;

import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;
import soar.darktrace.failure.Nearest;

/** The sources of this service, in their order. */
@Component
class Sources {

    private final List<Source> all;

    Sources(List<Source> all) {
        this.all = List.copyOf(all);
        List<String> names = names();
        names.forEach(name -> {
            if (!name.matches("[a-z0-9-]{1,50}") || names.indexOf(name) != names.lastIndexOf(name)) {
                throw new IllegalStateException("The name of source " + name + " is not usable, or another one's too");
            }
        });
    }

    List<String> names() {
        return all.stream().map(Source::name).toList();
    }

    Optional<Source> find(String name) {
        return all.stream().filter(source -> source.name().equals(name)).findFirst();
    }

    /** The source that an instance's setting {@code fetch} names. */
    Source set(String instance, String setting) {
        List<String> settings = all.stream().map(Source::setting).toList();
        return all.stream()
                .filter(source -> source.setting().equalsIgnoreCase(setting))
                .findFirst()
                .orElseThrow(() -> new InvalidConfigurationPropertyValueException(
                        "darktrace.instances." + instance + ".fetch",
                        setting,
                        "There is no such source" + Nearest.sentence(setting, settings)));
    }
}
