package soar.darktrace.feature.status;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;
import soar.darktrace.api.StatusApi;
import soar.darktrace.client.ClockSkew;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whether an instance answers, how soon, and whether it takes the signature of a query. */
record InstanceProbe(StatusApi api, Clock clock) {

    Mono<CommandResult> result() {
        return api.status()
                .elapsed()
                .onErrorResume(
                        InstanceProbe::lacksPermission,
                        e -> api.summaryStatistics().elapsed())
                .delayUntil(answer -> querySigning())
                .map(this::result);
    }

    /** A query with a space shows whether the appliance accepts the signed form of a query. */
    private Mono<Void> querySigning() {
        return api.deviceSearch("label:\"signing test\"").then().onErrorResume(DarktraceException.class, failure -> {
            if (failure.kind() == Kind.SIGNATURE) {
                return Mono.error(new DarktraceException(
                        Kind.SIGNATURE,
                        "Darktrace accepts the tokens, but not the signature of a query with a space: change the"
                                + " instance's signing (decoded or as-sent)."));
            }
            return Mono.empty();
        });
    }

    private CommandResult result(Tuple2<Long, ResponseEntity<JsonNode>> timed) {
        ResponseEntity<JsonNode> answer = timed.getT2();
        JsonNode body = answer.getBody() == null ? JsonNodeFactory.instance.objectNode() : answer.getBody();
        ObjectNode outputs = JsonNodeFactory.instance.objectNode().put("result", "ok");
        if (body.hasNonNull("version")) {
            outputs.set("version", body.get("version"));
        }
        ClockSkew.of(answer.getHeaders(), clock.instant())
                .map(Duration::toSeconds)
                .ifPresent(seconds -> outputs.put("clockSkewSeconds", seconds));
        outputs.put("roundTripMs", timed.getT1());
        return CommandResult.of("ok", outputs).warning(warnings(body));
    }

    private static List<String> warnings(JsonNode body) {
        return body.hasNonNull("version")
                ? List.of()
                : List.of("The version is not known: the API token lacks the Status permission.");
    }

    private static boolean lacksPermission(Throwable failure) {
        return failure instanceof DarktraceException darktrace && darktrace.kind() == Kind.PERMISSION;
    }
}
