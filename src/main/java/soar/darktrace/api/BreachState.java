package soar.darktrace.api;

import java.util.Locale;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import tools.jackson.databind.JsonNode;

/**
 * The two states of a model breach. Darktrace refuses an unknown breach and one that is already in that state with the
 * same message ({@code darktrace-api.md} §2.3), so that the breach is read after every answer except a success.
 */
public enum BreachState {
    ACKNOWLEDGED {
        @Override
        Mono<JsonNode> send(ModelBreachApi api, long pbid) {
            return api.acknowledge(pbid, true);
        }
    },
    UNACKNOWLEDGED {
        @Override
        Mono<JsonNode> send(ModelBreachApi api, long pbid) {
            return api.unacknowledge(pbid, true);
        }
    };

    abstract Mono<JsonNode> send(ModelBreachApi api, long pbid);

    /** Whether a breach is in this state. */
    public boolean isOf(ModelBreach breach) {
        return breach.isAcknowledged() == (this == ACKNOWLEDGED);
    }

    /** Puts a breach in this state, and returns a sentence about it. */
    public Mono<String> settle(ModelBreachApi api, long pbid) {
        return send(api, pbid)
                .map(answer -> {
                    DarktraceAnswer.requireSuccess(
                            answer, "Darktrace refused: model breach " + pbid + " is not " + this + ".");
                    return "Successfully " + this + ".";
                })
                .onErrorResume(
                        DarktraceException.class,
                        failure -> failure.kind() == Kind.REFUSED || failure.mayBeDone()
                                ? readBack(api, pbid, failure)
                                : Mono.error(failure));
    }

    private Mono<String> readBack(ModelBreachApi api, long pbid, DarktraceException failure) {
        return api.breachOrNotFound(pbid)
                .map(breach -> {
                    if (!breach.isIdentified()) {
                        throw DarktraceAnswer.unreadable("is not of the expected shape");
                    }
                    if (!isOf(breach)) {
                        throw failure;
                    }
                    return found(failure, breach);
                })
                .onErrorMap(
                        unread -> unread != failure && !(failure.kind() == Kind.REFUSED && isNotFound(unread)),
                        unread -> unread(failure, unread, pbid));
    }

    /** What is read is the state; whoever made it so may have been somebody else. */
    private String found(DarktraceException failure, ModelBreach breach) {
        return failure.kind() == Kind.REFUSED
                ? "Was " + this + " already."
                : "Is %s%s, as reading it back shows; the answer was lost."
                        .formatted(
                                this,
                                breach.acknowledgement().map(by -> " " + by).orElse(""));
    }

    private DarktraceException unread(DarktraceException failure, Throwable unread, long pbid) {
        return failure.kind() == Kind.REFUSED
                ? failure.saying("Darktrace refused; whether model breach %s is %s already cannot be read."
                        .formatted(pbid, this))
                : failure.unsettledBy(unread);
    }

    private static boolean isNotFound(Throwable unread) {
        return unread instanceof DarktraceException darktrace && darktrace.kind() == Kind.NOT_FOUND;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
