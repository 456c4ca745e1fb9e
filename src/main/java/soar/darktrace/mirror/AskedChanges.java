package soar.darktrace.mirror;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What changed by asking Darktrace, where nothing is kept here about an instance. The state has what each question needs; one that
 * fails is asked from the same point the next time, and keeps nothing of the others.
 */
@Component
class AskedChanges {

    /** How far back the first time looks where nobody says since when. */
    private static final Duration FIRST = Duration.ofHours(1);

    private final Map<String, Question> questions = new LinkedHashMap<>();
    private final Clock clock;

    AskedChanges(Clock clock) {
        this.clock = clock;
        questions.put("comments", new CommentQuestion());
        questions.put("recent", AcknowledgementQuestion.RECENT);
        questions.put("older", AcknowledgementQuestion.OLDER);
        questions.put("groups", new GroupQuestion());
    }

    /** One of the questions. */
    interface Question {

        /**
         * Asks once.
         *
         * @param state what it answered the last time; missing for the first time
         * @param since the time up to which everything is known, where there is no state
         */
        Mono<Part> ask(JsonNode state, Instant since, Instant now, DarktraceInstance darktrace);
    }

    /**
     * What a question brought.
     *
     * @param state what it needs the next time
     */
    record Part(Set<RemoteId> ids, JsonNode state) {}

    private record Outcome(String name, Part part, @Nullable DarktraceException failure) {}

    Mono<Modified> since(Optional<Instant> lastUpdate, JsonNode state, DarktraceInstance darktrace) {
        Instant now = clock.instant();
        Instant since = lastUpdate.orElse(now.minus(FIRST));
        return Flux.fromIterable(questions.entrySet())
                .concatMap(question -> {
                    String name = question.getKey();
                    JsonNode before = state.path(name);
                    return Mono.defer(() -> question.getValue().ask(before, since, now, darktrace))
                            .map(part -> new Outcome(name, part, null))
                            .onErrorResume(
                                    DarktraceException.class,
                                    failure -> Mono.just(new Outcome(name, new Part(Set.of(), before), failure)));
                })
                .collectList()
                .map(AskedChanges::joined);
    }

    private static Modified joined(List<Outcome> outcomes) {
        DarktraceException first = outcomes.get(0).failure();
        if (first != null && outcomes.stream().allMatch(outcome -> outcome.failure() != null)) {
            throw first;
        }
        Set<RemoteId> ids = new LinkedHashSet<>();
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        outcomes.forEach(outcome -> {
            ids.addAll(outcome.part().ids());
            if (!outcome.part().state().isMissingNode()) {
                state.set(outcome.name(), outcome.part().state());
            }
        });
        return new Modified(
                ids,
                state,
                outcomes.stream()
                        .flatMap(outcome -> Optional.ofNullable(outcome.failure()).stream())
                        .map(failure -> "Not everything could be looked at; the next time it is: " + failure.sentence())
                        .distinct()
                        .toList());
    }
}
