package soar.darktrace.client;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Tells a list of Darktrace's from what would pass for a shorter one: no body at all, or an error in place of the list.
 * What is odd inside a list is the reader's to judge.
 */
final class ListAnswer {

    /** By default 3 minutes: before the deadline of a command, so that a caller is told that it was Darktrace. */
    private static final int LONGEST_IN_TIMEOUTS = 3;

    private ListAnswer() {}

    /**
     * Returns the items, and fails where they are not a list or come too slowly: the timeout of an answer bounds the silence
     * between two items, and three times it the whole list, so that a list without an end becomes a failure.
     *
     * @param timeout of an answer
     * @param mayBeOne whether a bare object may stand for the list, as for a single pbid ({@code darktrace-api.md} §2.1)
     */
    static <T> Flux<T> checked(Flux<T> items, Duration timeout, boolean mayBeOne) {
        return Flux.deferContextual(context -> {
            Attempt attempt = Attempt.in(context);
            Consumer<T> check = item -> requireList(item, attempt, mayBeOne);
            return items.takeUntilOther(Mono.delay(timeout.multipliedBy(LONGEST_IN_TIMEOUTS))
                            .then(Mono.error(TimeoutException::new)))
                    .doOnNext(check)
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
