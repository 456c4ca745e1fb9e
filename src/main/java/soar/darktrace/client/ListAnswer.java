package soar.darktrace.client;

import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Tells a list of Darktrace's from what would pass for a shorter one: no body at all, or an error in place of the list.
 * What is odd inside a list is the reader's to judge.
 */
final class ListAnswer {

    private ListAnswer() {}

    /**
     * Returns the items, and fails where they are not a list.
     *
     * @param mayBeOne whether a bare object may stand for the list, as for a single pbid ({@code darktrace-api.md} §2.1)
     */
    static <T> Flux<T> checked(Flux<T> items, boolean mayBeOne) {
        return Flux.deferContextual(context -> {
            Attempt attempt = Attempt.in(context);
            Consumer<T> check = item -> requireList(item, attempt, mayBeOne);
            return items.doOnNext(check)
                    .concatWith(
                            Mono.defer(() -> attempt.isBlank() ? Mono.error(EmptyAnswerException::new) : Mono.empty()));
        });
    }

    private static void requireList(Object item, Attempt attempt, boolean mayBeOne) {
        if (attempt.isList() || !(item instanceof JsonNode answer)) {
            return;
        }
        DarktraceAnswer.requireData(answer);
        if (!answer.isObject() || !(mayBeOne || answer.hasNonNull("pbid"))) {
            throw DarktraceAnswer.unreadable("is not a list");
        }
    }
}
