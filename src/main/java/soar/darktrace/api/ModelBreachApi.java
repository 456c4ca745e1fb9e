package soar.darktrace.api;

import static org.springframework.http.MediaType.APPLICATION_FORM_URLENCODED_VALUE;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Darktrace's endpoints for model breaches ({@code darktrace-api.md} §2.1–2.3). */
public interface ModelBreachApi {

    /** Acknowledged breaches are hidden unless asked for; the device is at the top only on request. */
    @GetExchange("/modelbreaches?includeacknowledged=true&deviceattop=true")
    Mono<JsonNode> breach(@RequestParam long pbid);

    /** Item by item, whatever the number. */
    @GetExchange("/modelbreaches")
    Flux<JsonNode> breaches(@RequestParam MultiValueMap<String, String> query);

    @GetExchange("/modelbreaches/{pbid}/comments")
    Mono<ResponseEntity<JsonNode>> comments(
            @PathVariable long pbid, @RequestParam(required = false) @Nullable String responsedata);

    /** JSON only; a form is not supported here. */
    @PostExchange(url = "/modelbreaches/{pbid}/comments", contentType = APPLICATION_JSON_VALUE)
    Mono<JsonNode> comment(@PathVariable long pbid, @RequestBody Comment comment);

    /** The body of a new comment. */
    record Comment(String message) {}

    /** As a form: JSON bodies need Darktrace 6, older appliances take forms only. */
    @PostExchange(url = "/modelbreaches/{pbid}/acknowledge", contentType = APPLICATION_FORM_URLENCODED_VALUE)
    Mono<JsonNode> acknowledge(@PathVariable long pbid, @RequestParam boolean acknowledge);

    @PostExchange(url = "/modelbreaches/{pbid}/unacknowledge", contentType = APPLICATION_FORM_URLENCODED_VALUE)
    Mono<JsonNode> unacknowledge(@PathVariable long pbid, @RequestParam boolean unacknowledge);
}
