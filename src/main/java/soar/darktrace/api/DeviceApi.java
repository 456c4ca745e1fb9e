package soar.darktrace.api;

import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Darktrace's endpoints for devices and their connections ({@code darktrace-api.md} §2.5–2.9). */
public interface DeviceApi {

    /** One device with its tags. */
    @GetExchange("/devices?includetags=true")
    Mono<JsonNode> device(@RequestParam long did);

    @GetExchange("/similardevices")
    Mono<JsonNode> similarDevices(@RequestParam long did, @RequestParam long count);

    /** The query identifies the endpoint by {@code ip} or {@code hostname}. */
    @GetExchange("/endpointdetails")
    Mono<JsonNode> endpointDetails(@RequestParam MultiValueMap<String, String> query);

    /** {@code odid} is the other device, 0 for any external one. Darktrace ignores the {@code oid} of public clients. */
    @GetExchange("/deviceinfo")
    Mono<JsonNode> deviceInfo(
            @RequestParam long did,
            @RequestParam String datatype,
            @RequestParam(required = false) @Nullable String externaldomain,
            @RequestParam(required = false) @Nullable Long odid,
            @RequestParam boolean showallgraphdata,
            @RequestParam(required = false) @Nullable Long similardevices,
            @RequestParam boolean fulldevicedetails);

    @GetExchange("/devicesearch")
    Mono<JsonNode> deviceSearch(
            @RequestParam long count,
            @RequestParam String orderBy,
            @RequestParam String order,
            @RequestParam String query);

    @GetExchange("/details")
    Mono<JsonNode> details(@RequestParam MultiValueMap<String, String> query);
}
