package soar.darktrace.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Darktrace's endpoints for devices and their connections ({@code darktrace-api.md} §2.5–2.9). */
public interface DeviceApi {

    /** One device with its tags. */
    @GetExchange("/devices?includetags=true")
    Mono<JsonNode> device(@RequestParam long did);

    /** Devices by what the query says; {@code did} is left to {@link #device}, which answers with one. */
    @GetExchange("/devices")
    Mono<JsonNode> devices(@RequestParam MultiValueMap<String, String> query);

    @PostExchange("/devices")
    Mono<JsonNode> update(@RequestBody DeviceUpdate update);

    /** What five other endpoints say of a device, in one answer; some versions answer 500 to API tokens. */
    @GetExchange("/devicesummary")
    Mono<JsonNode> summary(@RequestParam long did);

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

    /**
     * A change of a device; what is not set stays as it is.
     *
     * @param priority −5 to 5
     * @param type a code of the enum {@code sourcedevicetypes}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeviceUpdate(
            long did,
            @Nullable String label,
            @Nullable Long priority,
            @Nullable String type) {}
}
