package soar.darktrace.api;

import java.util.Locale;
import java.util.Optional;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import tools.jackson.databind.JsonNode;

/** A state that incident events can be put in; each is sent as a form with all their IDs, and is read back. */
public enum AnalystState {
    ACKNOWLEDGED("acknowledged", true) {
        @Override
        Mono<JsonNode> send(AnalystApi api, String ids) {
            return api.acknowledge(ids);
        }
    },
    UNACKNOWLEDGED("acknowledged", false) {
        @Override
        Mono<JsonNode> send(AnalystApi api, String ids) {
            return api.unacknowledge(ids);
        }
    },
    PINNED("pinned", true) {
        @Override
        Mono<JsonNode> send(AnalystApi api, String ids) {
            return api.pin(ids);
        }
    },
    UNPINNED("pinned", false) {
        @Override
        Mono<JsonNode> send(AnalystApi api, String ids) {
            return api.unpin(ids);
        }
    };

    private final String flag;
    private final boolean isSet;

    AnalystState(String flag, boolean isSet) {
        this.flag = flag;
        this.isSet = isSet;
    }

    abstract Mono<JsonNode> send(AnalystApi api, String ids);

    /** The field of an event that shows it. */
    public String flag() {
        return flag;
    }

    /** What that field is in this state. */
    public boolean isSet() {
        return isSet;
    }

    /**
     * Sends the change once. Empty for a success; otherwise the failure, which only reading can settle. In a dry run there is
     * neither.
     */
    public Mono<Optional<DarktraceException>> request(AnalystApi api, String ids) {
        return send(api, ids)
                .map(answer -> {
                    AnalystApi.requireSuccess(answer, "Darktrace refused: " + ids + " is not " + this + ".");
                    return Optional.<DarktraceException>empty();
                })
                .onErrorResume(
                        DarktraceException.class,
                        failure -> failure.mayBeDone() || failure.kind() == Kind.REFUSED
                                ? Mono.just(Optional.of(failure))
                                : Mono.error(failure));
    }

    /** What became of the request, where reading shows this state. */
    public String response(Optional<DarktraceException> failure) {
        return failure.map(lost -> lost.kind() == Kind.REFUSED
                        ? "Was " + this + " already."
                        : "Is " + this + ", as reading it back shows; the answer was lost.")
                .orElse("Successfully " + this + ".");
    }

    /** What became of the request, where reading shows the other state. */
    public DarktraceException notDone(Optional<DarktraceException> failure, String what) {
        return failure.orElseGet(() -> new DarktraceException(
                Kind.REFUSED, "Darktrace answered with success, but shows " + what + " as not " + this + "."));
    }

    /** The name at the end of a title. */
    public String title() {
        return name().charAt(0) + toString().substring(1);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
