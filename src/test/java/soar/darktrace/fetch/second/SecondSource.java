package soar.darktrace.fetch.second;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Flux;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.fetch.IncidentDocument;
import soar.darktrace.fetch.Item;
import soar.darktrace.fetch.Source;
import soar.darktrace.fetch.Window;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A second source, of the same breaches: it gives them the same IDs and meets the same failures of the appliance, so that
 * whatever is kept by instance or by ID alone shows.
 */
public final class SecondSource implements Source {

    /** The list of breaches as this source asks for it. */
    interface SecondApi {

        @GetExchange("/modelbreaches?creationtime=true&deviceattop=true")
        Flux<JsonNode> created(
                @RequestParam("starttime") long start,
                @RequestParam("endtime") long end,
                @RequestParam String minscore);
    }

    @Override
    public String name() {
        return "second";
    }

    @Override
    public String items() {
        return "second items";
    }

    @Override
    public Flux<JsonNode> list(Window window, DarktraceInstance darktrace) {
        double minScore = darktrace.settings().minScore() / 100.0;
        return darktrace.api(SecondApi.class).created(window.start(), window.end(), Double.toString(minScore));
    }

    @Override
    public Optional<String> id(JsonNode item) {
        String id = item.path("pbid").asString("").replaceFirst("^-", "");
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }

    @Override
    public OptionalLong created(JsonNode item) {
        return DarktraceTime.millis(item.path("creationTime"));
    }

    @Override
    public OptionalLong occurred(JsonNode item) {
        return OptionalLong.empty();
    }

    @Override
    public boolean wants(Item item, DarktraceInstance darktrace) {
        return true;
    }

    @Override
    public IncidentDocument document(Item item, DarktraceInstance darktrace) {
        return new IncidentDocument(
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", "Second " + item.id())
                        .put("dbotMirrorId", darktrace.name() + ":second:" + item.id()),
                List.of());
    }
}
