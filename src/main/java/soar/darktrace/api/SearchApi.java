package soar.darktrace.api;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.publisher.Mono;
import soar.darktrace.client.Endpoint;
import tools.jackson.databind.JsonNode;

/**
 * Darktrace's endpoints for advanced search ({@code darktrace-api.md} §2.13), each with a question in Base64 ({@link SearchQuestion#hash}). An answer may take two
 * minutes, and one that took too long takes as long the next time. No body at all stands for no results.
 */
public interface SearchApi {

    /** How many seconds an answer may take. */
    int PATIENCE = 120;

    /** From 6.1 on. */
    @Endpoint(reads = true, minimumTimeout = PATIENCE, repeatedAfterTimeout = false)
    @PostExchange("/advancedsearch/api/search")
    Mono<ResponseEntity<JsonNode>> search(@RequestBody Hash hash);

    /** What older versions have. Base64 is percent-encoded in a path, and signed like that. */
    @Endpoint(minimumTimeout = PATIENCE, repeatedAfterTimeout = false)
    @GetExchange("/advancedsearch/api/search/{hash}")
    Mono<ResponseEntity<JsonNode>> searchByPath(@PathVariable String hash);

    @Endpoint(minimumTimeout = PATIENCE, repeatedAfterTimeout = false)
    @GetExchange("/advancedsearch/api/analyze/{metric}/{operation}/{hash}")
    Mono<ResponseEntity<JsonNode>> analyze(
            @PathVariable String metric, @PathVariable String operation, @PathVariable String hash);

    /** The latest block of 24 hours, which begin at 00:00 UTC. */
    @Endpoint(minimumTimeout = PATIENCE, repeatedAfterTimeout = false)
    @GetExchange("/advancedsearch/api/graph/{mode}/{interval}/{hash}")
    Mono<ResponseEntity<JsonNode>> graph(
            @PathVariable String mode, @PathVariable long interval, @PathVariable String hash);

    /** A block before it. */
    @Endpoint(minimumTimeout = PATIENCE, repeatedAfterTimeout = false)
    @GetExchange("/advancedsearch/api/graph/{mode}/{interval}/{hash}/{page}")
    Mono<ResponseEntity<JsonNode>> graph(
            @PathVariable String mode, @PathVariable long interval, @PathVariable String hash, @PathVariable long page);

    /** The body of a search by POST. */
    record Hash(String hash) {}
}
