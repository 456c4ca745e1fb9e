package soar.darktrace.feature.status;

import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

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
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "test-module",
        description = "Tests address, TLS, clock, tokens and permissions of an instance, as XSOAR's Test button does.",
        context = "Darktrace.Test")
@Output(path = "result", type = STRING, description = "ok. A test that fails is reported as an error.")
@Output(path = "version", type = STRING, description = "Version of Darktrace, where the token may read the status.")
@Output(path = "clockSkewSeconds", type = NUMBER, description = "This machine's time minus Darktrace's.")
@Output(path = "roundTripMs", type = NUMBER, description = "How long Darktrace took to answer.")
@Output(path = "email", type = STRING, description = "Whether, and at which email.prefix, Darktrace/EMAIL answers.")
class TestModule implements DarktraceCommand<TestModule.Arguments> {

    record Arguments() {}

    private final Clock clock;

    TestModule(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        StatusApi api = darktrace.api(StatusApi.class);
        return api.status()
                .elapsed()
                .onErrorResume(
                        TestModule::lacksPermission,
                        e -> api.summaryStatistics().elapsed())
                .delayUntil(answer -> querySigning(api))
                .map(this::result)
                .flatMap(result -> EmailProbe.of(darktrace).map(email -> with(email, result)));
    }

    private static CommandResult with(EmailProbe email, CommandResult result) {
        ((ObjectNode) result.outputs()).put("email", email.report());
        return result.warning(email.warnings());
    }

    /** A query with a space shows whether the appliance accepts the signed form of a query. */
    private static Mono<Void> querySigning(StatusApi api) {
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
