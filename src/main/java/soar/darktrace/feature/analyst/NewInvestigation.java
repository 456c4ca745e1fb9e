package soar.darktrace.feature.analyst;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.api.Investigation;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.Poll;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An investigation to create. It has no free text, so that after a lost answer one of the same device and time may be
 * somebody else's: what is claimed is that there is one.
 *
 * @param time epoch seconds
 */
record NewInvestigation(InvestigationRequest asked, long time) {

    /** Clocks in whole seconds, and another one than ours. */
    private static final Duration TOLERANCE = Duration.ofSeconds(60);

    Mono<CommandResult> create(AnalystApi api, Clock clock) {
        long since = clock.instant().minus(TOLERANCE).getEpochSecond();
        return api.investigate(new AnalystApi.NewInvestigation(Long.toString(time), asked.did()))
                .map(NewInvestigation::id)
                .flatMap(id ->
                        poll(api, id).onErrorResume(DarktraceException.class, unread -> Mono.just(unseen(id, unread))))
                .onErrorResume(
                        DarktraceException.class,
                        failure -> failure.mayBeDone() ? find(api, since, failure) : Mono.error(failure));
    }

    private static String id(JsonNode answer) {
        String id = answer.path("investigationId").asString("");
        if (id.isBlank() || DarktraceAnswer.isRefusal(answer)) {
            throw DarktraceAnswer.notDone(answer, "Darktrace did not create the investigation.");
        }
        return id;
    }

    /** Reads how far an investigation is. */
    Mono<CommandResult> poll(AnalystApi api, String id) {
        return all(api, id)
                .filter(investigation -> investigation.id().equals(id))
                .next()
                .map(this::result)
                .switchIfEmpty(Mono.error(() -> new DarktraceException(
                        Kind.NOT_FOUND, "Darktrace knows no AI Analyst investigation " + id + ".")));
    }

    private static Flux<Investigation> all(AnalystApi api, @Nullable String id) {
        return api.investigations(
                        new BreachParameters().add("investigationId", id).values())
                .filter(item -> item instanceof ObjectNode)
                .map(item -> new Investigation((ObjectNode) item));
    }

    private Mono<CommandResult> find(AnalystApi api, long since, DarktraceException failure) {
        return all(api, null)
                .filter(one -> one.isOf(asked.did(), time) && one.time() >= since)
                .next()
                .map(found -> result(found)
                        .warning(List.of(
                                "The answer was lost; there is an investigation of this device and time, created"
                                        + " since then: by this request, or by somebody else's at the same time.")))
                .onErrorMap(failure::unsettledBy)
                .switchIfEmpty(Mono.error(failure));
    }

    private CommandResult result(Investigation investigation) {
        CommandResult result =
                CommandResult.of("Darktrace AI Analyst Investigation " + investigation.id(), investigation.outputs());
        if (!investigation.isUnderWay() && !investigation.isFinished()) {
            return result.warning(List.of("The investigation is in a state that Darktrace does not document, "
                    + investigation.status() + ": it is not waited for."));
        }
        return investigation.isFinished() || !asked.polling() ? result : result.unfinished(next(investigation.id()));
    }

    private CommandResult unseen(String id, DarktraceException unread) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        outputs.put("investigationId", id).put("did", asked.did());
        CommandResult result = CommandResult.of("Darktrace AI Analyst Investigation " + id, outputs)
                .warning(List.of("The investigation was created, but it cannot be read yet: " + unread.sentence()));
        return asked.polling() ? result.unfinished(next(id)) : result;
    }

    private Poll next(String id) {
        return new Poll(
                asked.intervalInSeconds(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("did", asked.did())
                        .put("investigate_time", asked.investigateTime())
                        .put("polling", true)
                        .put("interval_in_seconds", asked.intervalInSeconds())
                        .put("timeout_in_seconds", asked.timeoutInSeconds())
                        .put("investigation_id", id));
    }
}
