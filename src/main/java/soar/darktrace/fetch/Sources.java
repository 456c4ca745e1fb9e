package soar.darktrace.fetch;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The sources of this service, in their order. The first one is meant where nobody names a source. */
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

    List<Source> all() {
        return all;
    }

    List<String> names() {
        return all.stream().map(Source::name).toList();
    }

    Source first() {
        return all.get(0);
    }

    Optional<Source> find(String name) {
        return all.stream().filter(source -> source.name().equals(name)).findFirst();
    }
}
