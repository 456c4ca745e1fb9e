package soar.darktrace.feature.status;

import java.time.Clock;
import reactor.core.publisher.Mono;
import soar.darktrace.api.StatusApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "test-module",
        description = "Tests address, TLS, clock, tokens and permissions of an instance, as XSOAR's Test button does.",
        context = "Darktrace.Test")
@TestOutputs
class TestModule implements DarktraceCommand<TestModule.Arguments> {

    record Arguments() {}

    private final Clock clock;

    TestModule(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return new InstanceProbe(darktrace.api(StatusApi.class), clock)
                .result()
                .flatMap(result -> EmailProbe.of(darktrace).map(email -> with(email, result)));
    }

    private static CommandResult with(EmailProbe email, CommandResult result) {
        ((ObjectNode) result.outputs()).put("email", email.report());
        return result.warning(email.warnings());
    }
}
