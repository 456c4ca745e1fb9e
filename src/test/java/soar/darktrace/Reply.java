package soar.darktrace;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** What the connector answers to a caller. */
public record Reply(int status, HttpHeaders headers, JsonNode body) {

    /** Runs a command with arguments given as any value that becomes a JSON object. */
    public static Reply toCommand(WebTestClient web, String command, Object arguments) {
        return toPost(web, "/api/v1/commands/" + command, Map.of("args", arguments));
    }

    /** Posts JSON and accepts JSON. */
    public static Reply toPost(WebTestClient web, String path, Object body) {
        EntityExchangeResult<JsonNode> result = web.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult();
        return new Reply(
                result.getStatus().value(), result.getResponseHeaders(), requireNonNull(result.getResponseBody()));
    }

    /** Gets JSON. */
    public static Reply toGet(WebTestClient web, String path) {
        EntityExchangeResult<JsonNode> result =
                web.get().uri(path).exchange().expectBody(JsonNode.class).returnResult();
        return new Reply(
                result.getStatus().value(), result.getResponseHeaders(), requireNonNull(result.getResponseBody()));
    }

    /** A member of the body as text; empty where it is missing. */
    public String text(String member) {
        return body.path(member).asString("");
    }
}
