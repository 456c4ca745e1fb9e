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
    }

    /** One for each source. */
    List<Feed> all(DarktraceInstance instance) {
        return sources.all().stream().map(source -> of(source, instance)).toList();
    }

    /** That of the source that the argument {@code source} of a command names; the first one for null. */
    Feed of(@Nullable String source, DarktraceInstance instance) {
        return source == null ? of(sources.first(), instance) : of(named(source), instance);
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
