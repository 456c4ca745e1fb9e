package soar.darktrace.api;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Darktrace's endpoints for models, what they are made of, and the words that they are written in. */
public interface ModelApi {

    /** All fields of all models are larger than 2 MiB; {@code responsedata} names those that are wanted. */
    @GetExchange("/models")
    Mono<JsonNode> models(@RequestParam String responsedata);

    /** A bare object. */
    @GetExchange("/models")
    Mono<JsonNode> modelByUuid(@RequestParam String uuid);

    @GetExchange("/models/{pid}")
    Mono<JsonNode> model(@PathVariable long pid);

    @GetExchange("/components/{cid}")
    Mono<JsonNode> component(@PathVariable long cid);

    @GetExchange("/metrics")
    Mono<JsonNode> metrics();

    @GetExchange("/metrics/{mlid}")
    Mono<JsonNode> metric(@PathVariable long mlid);

    /** Without {@code responsedata} the answer is larger than 2 MiB. */
    @GetExchange("/enums")
    Mono<JsonNode> enums(@RequestParam String responsedata);

    /** Some appliances send API tokens to their login page here. */
    @GetExchange("/filtertypes")
    Mono<JsonNode> filterTypes();
}
