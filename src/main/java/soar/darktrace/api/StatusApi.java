package soar.darktrace.api;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Darktrace's endpoints that a test of an instance calls ({@code darktrace-api.md} §2.12). */
public interface StatusApi {

    /** Needs the Status permission. */
    @GetExchange("/status")
    Mono<ResponseEntity<JsonNode>> status();

    /** Needs the Visualizer permission only. */
    @GetExchange("/summarystatistics?responsedata=subnets")
    Mono<ResponseEntity<JsonNode>> summaryStatistics();

    @GetExchange("/devicesearch?count=1")
    Mono<JsonNode> deviceSearch(@RequestParam String query);
}
