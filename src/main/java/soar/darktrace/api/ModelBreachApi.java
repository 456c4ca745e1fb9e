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
import soar.darktrace.client.Endpoint;
import tools.jackson.databind.JsonNode;

/** Darktrace's endpoints for model breaches ({@code darktrace-api.md} §2.1–2.3). */
public interface ModelBreachApi {

    /** Darktrace omits acknowledged breaches by default; the default of {@code deviceattop} is documented both ways. */
    @GetExchange("/modelbreaches?includeacknowledged=true&deviceattop=true&pbid={pbid}")
    Mono<JsonNode> breach(@PathVariable long pbid);

    /** The breach with this ID; {@code not_found} if Darktrace knows none. */
    default Mono<ModelBreach> breachOrNotFound(long pbid) {
        return breach(pbid).map(answer -> ModelBreach.in(answer, pbid));
    }

    /** Decoded item by item, so that memory does not grow with the number of breaches. */
    @GetExchange("/modelbreaches")
    Flux<JsonNode> breaches(@RequestParam MultiValueMap<String, String> query);

    /**
     * The same by the time of creation, with the model as it was then only: with the model as it is now, an answer is
     * twice as large. A window that takes too long once takes too long again, so it is not repeated.
     */
    @Endpoint(repeatedAfterTimeout = false)
    @GetExchange("/modelbreaches?creationtime=true&minimal=false&deviceattop=true&historicmodelonly=true")
    Flux<JsonNode> created(@RequestParam MultiValueMap<String, String> query);

    /**
     * These breaches, IDs with commas, in the shape of {@link #created}, whatever became of them; those that Darktrace does not
     * know are missing.
     */
    @GetExchange("/modelbreaches?includeacknowledged=true&includesuppressed=true&minimal=false&deviceattop=true"
            + "&historicmodelonly=true&pbid={pbids}")
    Flux<JsonNode> known(@PathVariable String pbids);

    /** The comments on all breaches of a window, the first hundred by Darktrace's default; decoded item by item. */
    @GetExchange("/mbcomments")
    Flux<JsonNode> newComments(@RequestParam MultiValueMap<String, String> query);

    @GetExchange("/modelbreaches/{pbid}/comments")
    Mono<ResponseEntity<JsonNode>> comments(
            @PathVariable long pbid, @RequestParam(required = false) @Nullable String responsedata);

    /** JSON only; Darktrace does not accept a form here. */
    @PostExchange(url = "/modelbreaches/{pbid}/comments", contentType = APPLICATION_JSON_VALUE)
    Mono<JsonNode> comment(@PathVariable long pbid, @RequestBody Comment comment);

    /** The body of a new comment. */
    record Comment(String message) {}

    /** Sent as a form: JSON needs Darktrace 6, older appliances accept forms only. */
    @PostExchange(url = "/modelbreaches/{pbid}/acknowledge", contentType = APPLICATION_FORM_URLENCODED_VALUE)
    Mono<JsonNode> acknowledge(@PathVariable long pbid, @RequestParam boolean acknowledge);

    @PostExchange(url = "/modelbreaches/{pbid}/unacknowledge", contentType = APPLICATION_FORM_URLENCODED_VALUE)
    Mono<JsonNode> unacknowledge(@PathVariable long pbid, @RequestParam boolean unacknowledge);
}
