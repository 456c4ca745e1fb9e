package soar.darktrace.fetch;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.failure.Nearest;

/** Finds what can be fetched from an instance. */
@Component
@EnableConfigurationProperties(FetchSettings.OfInstances.class)
class Feeds {

    private final Sources sources;
    private final FetchSettings.OfInstances settings;

    Feeds(Sources sources, FetchSettings.OfInstances settings) {
        this.sources = sources;
        this.settings = settings;
        settings.instances().forEach((name, of) -> of.fetch().forEach(source -> sources.set(name, source)));
    }

    /** One for each source that the settings of the instance name, in their order. */
    List<Feed> all(DarktraceInstance instance) {
        return settings.of(instance.name()).fetch().stream()
                .distinct()
                .map(source -> of(sources.set(instance.name(), source), instance))
                .toList();
    }

    /** That of the source that the argument {@code source} of a command names; the first one of the instance for null. */
    Feed of(@Nullable String source, DarktraceInstance instance) {
        return source == null ? all(instance).get(0) : of(named(source), instance);
    }

    private Source named(String name) {
        return sources.find(name)
                .orElseThrow(() -> new CommandException(
                        Reason.INVALID_ARGUMENT,
                        "source",
                        "There is no source " + name + Nearest.sentence(name, sources.names())));
    }

    private Feed of(Source source, DarktraceInstance instance) {
        return new Feed(source, instance, settings.of(instance.name()));
    }
}
