package soar.darktrace.mirror;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.fetch.IncidentDocument;
import soar.darktrace.fetch.Item;
import soar.darktrace.fetch.Source;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes of what Darktrace answers what a fetch makes of it. */
@Component
class Documents {

    /** The sources of what is mirrored, by the names that they have in the store. */
    static final String BREACH = "breach";

    static final String GROUP = "analyst";

    private final List<Source> sources;

    Documents(List<Source> sources) {
        this.sources = sources;
    }

    /** The incident that a breach would become now. */
    IncidentDocument breach(String pbid, JsonNode breach, @Nullable String belongsTo, DarktraceInstance darktrace) {
        return source(BREACH).document(new Item(pbid, 0, 0, breach, true, belongsTo), darktrace);
    }

    /** What an incident of a breach says of it, in its {@code rawJSON}. */
    ObjectNode rawBreach(String pbid, JsonNode breach, DarktraceInstance darktrace) {
        return raw(breach(pbid, breach, null, darktrace));
    }

    /** The same of a group, for which its events are asked for. */
    Mono<ObjectNode> rawGroup(String id, JsonNode group, DarktraceInstance darktrace) {
        Source source = source(GROUP);
        return source.complete(Flux.just(new Item(id, 0, 0, group, true, null)), darktrace)
                .next()
                .map(item -> raw(source.document(item, darktrace)));
    }

    private Source source(String name) {
        return sources.stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no source " + name));
    }

    private static ObjectNode raw(IncidentDocument document) {
        JsonNode incident = JsonMapper.shared().readTree(document.json());
        return JsonMapper.shared()
                .readTree(incident.path("rawJSON").asString("{}"))
                .asObject();
    }
}
