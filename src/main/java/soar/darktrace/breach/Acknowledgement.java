package soar.darktrace.breach;

import java.util.Locale;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The two states that a model breach can be put in. Darktrace refuses an unknown breach and one that is in that state
 * already with the same words ({@code darktrace-api.md} §2.3), so anything but a success is settled by reading the breach.
 */
enum Acknowledgement {
    ACKNOWLEDGED,
    UNACKNOWLEDGED;

    Mono<CommandResult> settle(ModelBreachApi api, long pbid, Mono<JsonNode> change) {
        return change.map(answer -> {
                    if (!DarktraceAnswer.isSuccess(answer)) {
                        throw new DarktraceException(
                                Kind.REFUSED, "Darktrace refused: model breach " + pbid + " is not " + this + ".");
                    }
                    return result(pbid, "Successfully " + this + ".");
                })
                .onErrorResume(DarktraceException.class, failure -> switch (failure.kind()) {
                    case REFUSED -> readBack(api, pbid, failure, "Was " + this + " already.");
                    case OUTCOME_UNKNOWN ->
                        readBack(api, pbid, failure, "Is " + this + ", as reading it back shows; the answer was lost.");
                    default -> Mono.error(failure);
                });
    }

    private Mono<CommandResult> readBack(ModelBreachApi api, long pbid, DarktraceException failure, String settled) {
        return api.breach(pbid)
                .map(answer -> ModelBreach.in(answer, pbid))
                .onErrorMap(unread -> isNotFound(unread) ? unread : failure)
                .map(breach -> {
                    if (breach.isAcknowledged() != (this == ACKNOWLEDGED)) {
                        throw failure;
                    }
                    return result(pbid, settled);
                });
    }

    private static boolean isNotFound(Throwable unread) {
        return unread instanceof DarktraceException darktrace && darktrace.kind() == Kind.NOT_FOUND;
    }

    private CommandResult result(long pbid, String response) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        outputs.put("pbid", pbid).put("acknowledged", this == ACKNOWLEDGED);
        ObjectNode row = JsonNodeFactory.instance.objectNode().put("response", response);
        return CommandResult.of("Model Breach " + pbid + " " + title(), outputs).showing(row);
    }

    private String title() {
        return name().charAt(0) + toString().substring(1);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
