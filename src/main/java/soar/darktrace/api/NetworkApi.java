package soar.darktrace.api;

import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Mono;
import soar.darktrace.client.Endpoint;
import tools.jackson.databind.JsonNode;

/** Darktrace's endpoints for the traffic of the network and how much of it there is. */
public interface NetworkApi {

    /** Who talked to whom: of a device, an address, a subnet, or of all. */
    @Endpoint(minimumTimeout = 120, repeatedAfterTimeout = false)
    @GetExchange("/network")
    Mono<JsonNode> network(@RequestParam MultiValueMap<String, String> query);

    /** Time series of one metric ({@code metric}) or of several ({@code metric1}, {@code metric2} …). */
    @GetExchange("/metricdata")
    Mono<JsonNode> metricData(@RequestParam MultiValueMap<String, String> query);

    /** {@code eventtype}, {@code csensor} and {@code mitreTactics} exclude each other; Darktrace picks one silently. */
    @GetExchange("/summarystatistics")
    Mono<JsonNode> summaryStatistics(@RequestParam MultiValueMap<String, String> query);

    /** Darktrace/OT alone; appliances without it were seen to answer 500. */
    @GetExchange("/cves")
    Mono<JsonNode> cves(@RequestParam MultiValueMap<String, String> query);
}
