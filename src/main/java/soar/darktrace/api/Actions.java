package soar.darktrace.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;
import soar.darktrace.client.ClockSkew;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer of {@code GET /antigena}: a list, or an object with {@code actions} and further details.
 *
 * @param now the moment of the answer by Darktrace's clock, which decides what has expired
 */
public record Actions(JsonNode source, Instant now) {

    /** Reads all actions, including cleared ones. */
    public static Mono<Actions> read(RespondApi api, Clock clock) {
        MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
        query.add("includecleared", "true");
        return read(api, query, clock);
    }

    public static Mono<Actions> read(RespondApi api, MultiValueMap<String, String> query, Clock clock) {
        return api.actions(query).map(answer -> in(answer, clock.instant()));
    }

    private static Actions in(ResponseEntity<JsonNode> answer, Instant now) {
        JsonNode body = answer.getBody();
        if (body == null) {
            throw DarktraceAnswer.unreadable("is empty");
        }
        Duration skew = ClockSkew.of(answer.getHeaders(), now).orElse(Duration.ZERO);
        return new Actions(body, now.minus(skew));
    }

    public Stream<JsonNode> items() {
        return DarktraceAnswer.items(source.has("actions") ? source.path("actions") : source).stream();
    }

    public Stream<Action> all() {
        return items().filter(JsonNode::isObject).map(item -> new Action((ObjectNode) item, now));
    }

    public Optional<Action> find(long codeid) {
        return all().filter(action -> action.codeid() == codeid).findFirst();
    }

    public Action get(long codeid) {
        return find(codeid)
                .orElseThrow(() -> new DarktraceException(
                        Kind.NOT_FOUND,
                        "Darktrace knows no RESPOND action " + codeid
                                + ", or it ended more than 14 days ago. See darktrace-get-actions."));
    }

    /** An empty object is no list, so that it does not show that there is no action. */
    public void requireList() {
        if (source.isObject() && source.isEmpty()) {
            throw DarktraceAnswer.unreadable("is not of the expected shape");
        }
    }

    public List<JsonNode> details(String field) {
        return source.path(field).valueStream().toList();
    }
}
