package soar.darktrace.api;

import static org.springframework.http.MediaType.APPLICATION_FORM_URLENCODED_VALUE;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Darktrace's endpoints for tags and what has them. Each {@code DELETE} was seen to answer 502 although it was done: only
 * reading says what came of it.
 */
public interface TagApi {

    /** All tags, or the one of this name. */
    @GetExchange("/tags")
    Mono<JsonNode> tags(@RequestParam(required = false) @Nullable String tag);

    @GetExchange("/tags/{tid}")
    Mono<JsonNode> tag(@PathVariable long tid);

    @PostExchange("/tags")
    Mono<JsonNode> create(@RequestBody NewTag tag);

    @DeleteExchange("/tags/{tid}")
    Mono<JsonNode> delete(@PathVariable long tid);

    /** The tags of a device. */
    @GetExchange("/tags/entities")
    Mono<JsonNode> tagsOf(@RequestParam long did);

    /** The devices and credentials that have a tag, and details of the devices that still exist. */
    @GetExchange("/tags/entities?fulldevicedetails=true")
    Mono<JsonNode> tagged(@RequestParam String tag);

    /** A form only; an unknown tag answers 200 with {@code {"tags":"DATANOTFOUND ERROR"}}. */
    @PostExchange(url = "/tags/entities", contentType = APPLICATION_FORM_URLENCODED_VALUE)
    Mono<JsonNode> assign(
            @RequestParam long did, @RequestParam String tag, @RequestParam(required = false) @Nullable Long duration);

    @DeleteExchange("/tags/entities")
    Mono<JsonNode> remove(@RequestParam long did, @RequestParam String tag);

    @GetExchange("/tags/{tid}/entities")
    Mono<JsonNode> entities(@PathVariable long tid);

    @PostExchange("/tags/{tid}/entities")
    Mono<JsonNode> add(@PathVariable long tid, @RequestBody NewEntity entity);

    @DeleteExchange("/tags/{tid}/entities/{teid}")
    Mono<JsonNode> removeEntity(@PathVariable long tid, @PathVariable long teid);

    /** {@code data} must be there, however empty. */
    record NewTag(String name, Data data) {}

    /** What a tag is shown with; the colour is a hue. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Data(
            @Nullable String description,
            @Nullable Long color,
            @Nullable String visibility) {}

    /**
     * An assignment.
     *
     * @param entityValue text even for a device ID
     * @param expiryDuration seconds from now
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NewEntity(
            String entityType, String entityValue, @Nullable Long expiryDuration) {}
}
