package soar.darktrace.fetch;

import java.util.List;
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

    /** That of the first source. */
    Feed first(DarktraceInstance instance) {
        return of(sources.first(), instance);
    }

    /** That of a source that a caller names; refused by the argument that names none. */
    Feed named(String argument, String source, DarktraceInstance instance) {
        return of(
                sources.find(source)
                        .orElseThrow(() -> new CommandException(
                                Reason.INVALID_ARGUMENT,
                                argument,
                                "There is no source " + source + Nearest.sentence(source, sources.names()))),
                instance);
    }

    private Feed of(Source source, DarktraceInstance instance) {
        return new Feed(source, instance, settings.of(instance.name()));
    }
}
