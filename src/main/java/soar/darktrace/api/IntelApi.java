package soar.darktrace.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Darktrace's endpoint for watched domains, addresses and ranges ({@code darktrace-api.md} §2.11), which all need the permission
 * "Edit Domains". Without a source it is about the default one alone.
 */
public interface IntelApi {

    /** Decoded item by item: names alone, or with {@code fulldetails} objects. */
    @GetExchange("/intelfeed")
    Flux<JsonNode> watched(
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable Boolean fulldetails);

    /** The names of the sources; one that was emptied stays. */
    @GetExchange("/intelfeed?sources=true")
    Flux<JsonNode> sources();

    @PostExchange("/intelfeed")
    Mono<JsonNode> add(@RequestBody Addition addition);

    @PostExchange("/intelfeed")
    Mono<JsonNode> remove(@RequestBody Removal removal);

    /**
     * What is to be watched; what is there already is updated.
     *
     * @param addlist with commas
     * @param description fewer than 256 characters
     * @param expiry UTC, {@code YYYY-MM-DDTHH:MM:SS}
     * @param hostname whether what is below the name is not watched
     * @param iagn whether RESPOND acts on sight
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Addition(
            String addlist,
            String source,
            @Nullable String description,
            @Nullable String expiry,
            @Nullable Boolean hostname,
            @Nullable Boolean iagn) {}

    /** One that is no longer to be watched; a list is not taken. */
    record Removal(String removeentry, String source) {}
}
