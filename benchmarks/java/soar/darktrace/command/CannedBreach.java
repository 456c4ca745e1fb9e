package soar.darktrace.command;

import jakarta.validation.constraints.Positive;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.warroom.MarkdownTableBenchmark;
import tools.jackson.databind.JsonNode;

/** Takes and answers what {@code darktrace-get-breach} does, without an appliance. */
@Command(
        name = CannedBreach.NAME,
        description = "Returns the model breach of the seed document.",
        context = "Darktrace.ModelBreach",
        key = "pbid")
class CannedBreach implements DarktraceCommand<CannedBreach.Arguments> {

    static final String NAME = "canned-breach";

    record Arguments(@Argument("Model breach ID.") @Positive long pbid) {}

    private final JsonNode outputs = MarkdownTableBenchmark.outputs("darktrace-get-breach");

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return Mono.just(CommandResult.of("Darktrace Model Breach " + arguments.pbid(), outputs));
    }
}
