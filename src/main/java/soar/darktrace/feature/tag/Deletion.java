package soar.darktrace.feature.tag;

import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import tools.jackson.databind.JsonNode;

/**
 * A {@code DELETE}, of which only reading says what came: an appliance answered 502 three times of three, and each time it
 * was done.
 */
final class Deletion {

    private Deletion() {}

    /**
     * Sends it once, then reads.
     *
     * @param isStillThere whether what was to be deleted is still there; {@code not_found} means that it is not
     */
    static Mono<Boolean> settled(Mono<JsonNode> delete, Mono<Boolean> isStillThere) {
        return delete.flatMap(answer -> DarktraceAnswer.isRefusal(answer)
                        ? Mono.<Boolean>error(DarktraceAnswer.notDone(answer, "Darktrace refused the deletion."))
                        : gone(isStillThere, DarktraceAnswer.notDone(answer, "")))
                .onErrorResume(
                        DarktraceException.class,
                        failure -> failure.mayBeDone() ? gone(isStillThere, failure) : Mono.error(failure));
    }

    private static Mono<Boolean> gone(Mono<Boolean> isStillThere, DarktraceException failure) {
        return isStillThere
                .onErrorResume(
                        DarktraceException.class,
                        unread -> unread.kind() == Kind.NOT_FOUND
                                ? Mono.just(false)
                                : Mono.error(failure.unsettledBy(unread)))
                .map(there -> {
                    if (there) {
                        throw failure;
                    }
                    return true;
                });
    }
}
