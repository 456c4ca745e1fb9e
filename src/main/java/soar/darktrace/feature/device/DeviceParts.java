package soar.darktrace.feature.device;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.DeviceApi;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The parts of a device's summary. {@code GET /devicesummary} has all of them in one answer, but was seen to answer 500 to
 * API tokens: then each part is read where it comes from, and those that fail are named.
 */
record DeviceParts(DarktraceInstance darktrace, long did) {

    private static final Set<Kind> WITHOUT_SUMMARY =
            Set.of(Kind.UNAVAILABLE, Kind.PERMISSION, Kind.LOGIN_PAGE, Kind.NOT_FOUND, Kind.UNREADABLE);
    private static final String EVENTS = "20";

    Mono<DeviceSummary> read() {
        DeviceApi api = darktrace.api(DeviceApi.class);
        return api.summary(did)
                .map(answer -> DeviceSummary.of(DarktraceAnswer.object(answer)))
                .onErrorResume(
                        DarktraceException.class,
                        failure -> WITHOUT_SUMMARY.contains(failure.kind()) ? each(api, failure) : Mono.error(failure));
    }

    private Mono<DeviceSummary> each(DeviceApi api, DarktraceException failure) {
        DeviceSummary summary = new DeviceSummary();
        Map<DeviceSummary.Part, Mono<JsonNode>> reads = new EnumMap<>(DeviceSummary.Part.class);
        reads.put(DeviceSummary.Part.DEVICE, api.device(did));
        reads.put(DeviceSummary.Part.SIMILAR_DEVICES, api.similarDevices(did, 10));
        reads.put(
                DeviceSummary.Part.CONNECTION_INFO,
                api.deviceInfo(did, "co", null, null, false, null, false).map(info -> info.path("deviceInfo")));
        reads.put(DeviceSummary.Part.DETAILS, api.details(query()));
        reads.put(DeviceSummary.Part.MODEL_BREACHES, breaches());
        return Flux.fromIterable(reads.entrySet())
                .concatMap(part -> part.getValue()
                        .doOnNext(answer -> summary.put(part.getKey(), answer))
                        .onErrorResume(DarktraceException.class, unread -> {
                            summary.fail(part.getKey(), unread);
                            return Mono.empty();
                        }))
                .then(Mono.fromSupplier(() -> summary.orElseThrow(failure)));
    }

    private MultiValueMap<String, String> query() {
        MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
        query.add("did", Long.toString(did));
        query.add("count", EVENTS);
        return query;
    }

    /** Those that are open, of the time that Darktrace looks back without being told. */
    private Mono<JsonNode> breaches() {
        MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
        query.add("did", Long.toString(did));
        return darktrace
                .api(ModelBreachApi.class)
                .breaches(query)
                .take(Long.parseLong(EVENTS))
                .collect(JsonNodeFactory.instance::arrayNode, ArrayNode::add)
                .cast(JsonNode.class);
    }
}
