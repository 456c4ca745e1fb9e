package soar.darktrace.feature.tag;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.TagApi;
import soar.darktrace.api.TagEntity;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.command.EachItem;
import tools.jackson.databind.JsonNode;

/** An assignment of a tag, made once and settled by reading what has the tag. */
record EntityChange(TagApi api, long tid, EntityType type) {

    Mono<EachItem.Outcome> add(String value, @Nullable Long seconds) {
        return api.add(tid, new TagApi.NewEntity(type.toString(), value, seconds))
                .map(answer -> {
                    if (DarktraceAnswer.isRefusal(answer)) {
                        throw DarktraceAnswer.notDone(
                                answer, "Darktrace refused to put tag " + tid + " on " + value + ".");
                    }
                    return find(answer, value)
                            .map(entity -> outcome(entity, List.of()))
                            .orElseThrow(() -> DarktraceAnswer.notDone(answer, ""));
                })
                .onErrorResume(
                        DarktraceException.class,
                        failure -> failure.mayBeDone() ? readBack(value, failure) : Mono.error(failure));
    }

    private Mono<EachItem.Outcome> readBack(String value, DarktraceException failure) {
        return api.entities(tid)
                .onErrorMap(failure::unsettledBy)
                .map(answer -> find(answer, value)
                        .map(entity -> outcome(
                                entity,
                                List.of("The answer was lost; reading back shows that " + value + " has the tag.")))
                        .orElseThrow(() -> failure));
    }

    private Optional<TagEntity> find(JsonNode answer, String value) {
        return TagEntity.in(answer).stream()
                .filter(entity -> entity.value().equalsIgnoreCase(value) && EntityType.of(entity) == type)
                .findFirst();
    }

    private static EachItem.Outcome outcome(TagEntity entity, List<String> warnings) {
        return new EachItem.Outcome(entity.outputs(), entity.outputs(), warnings);
    }
}
