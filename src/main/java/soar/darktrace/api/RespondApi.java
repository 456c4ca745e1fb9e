package soar.darktrace.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Darktrace's endpoints for RESPOND actions ({@code darktrace-api.md} §2.4). */
public interface RespondApi {

    @GetExchange("/antigena")
    Mono<ResponseEntity<JsonNode>> actions(@RequestParam MultiValueMap<String, String> query);

    @PostExchange("/antigena")
    Mono<JsonNode> change(@RequestBody ActionChange change);

    @PostExchange("/antigena/manual")
    Mono<JsonNode> create(@RequestBody ManualAction action);

    @GetExchange("/antigena/summary")
    Mono<JsonNode> summary(@RequestParam MultiValueMap<String, String> query);

    /**
     * A change of an action. The fields that are set decide what Darktrace does.
     *
     * @param duration seconds from now, regardless of the remaining time
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"codeid", "activate", "clear", "duration", "reason"})
    record ActionChange(
            long codeid,
            @Nullable Boolean activate,
            @Nullable Boolean clear,
            @Nullable Long duration,
            String reason) {}

    /**
     * An action to create.
     *
     * @param duration seconds
     * @param connections what to block; required for an action that blocks connections, not allowed for others
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonPropertyOrder({"did", "action", "duration", "reason", "connections"})
    record ManualAction(long did, String action, long duration, String reason, List<BlockedConnection> connections) {}

    /** Source and destination, each an IP address or hostname, and the destination's port. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"src", "dst", "port"})
    record BlockedConnection(
            String src, String dst, @Nullable Integer port) {}
}
