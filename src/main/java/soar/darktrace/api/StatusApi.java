package soar.darktrace.api;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Darktrace's endpoints that tell how an appliance fares, as a test of an instance asks ({@code darktrace-api.md} §2.12). */
public interface StatusApi {

    /** Needs the Status permission. */
    @GetExchange("/status")
    Mono<ResponseEntity<JsonNode>> status();

    /**
     * The same, with what it takes longer to find out.
     *
     * @param fast leaves out what is not at hand, such as whether subnets can be reached
     * @param includechildren tells of the probes and of the appliances below this one
     */
    @GetExchange("/status")
    Mono<JsonNode> status(@RequestParam boolean fast, @RequestParam boolean includechildren);

    /** Needs the Visualizer permission only. */
    @GetExchange("/summarystatistics?responsedata=subnets")
    Mono<ResponseEntity<JsonNode>> summaryStatistics();

    @GetExchange("/devicesearch?count=1")
    Mono<JsonNode> deviceSearch(@RequestParam String query);
}
