package soar.darktrace.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What the audit has of arguments that somebody wrote who would rather not be in it. */
class AuditTextTest {

    /** XSOAR's own arguments are let through unread, whatever they hold. */
    @Test
    void aLongArgumentHidesNoneOfTheOthers() {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 200; i++) {
            items.add("x".repeat(100));
        }
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        arguments.put("raw-response", items);
        arguments.put("retry-count", items);
        arguments.put("did", StringNode.valueOf(" ".repeat(1000) + "7"));

        assertThat(AuditText.json(arguments))
                .contains("\"did\":\"7\"", "\"raw-response\":\"", "\"retry-count\":\"", " characters\"")
                .hasSizeLessThan(8100);
    }

    @Test
    void moreArgumentsThanThereIsRoomForAreCounted() {
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        for (int i = 0; i < 100_000; i++) {
            arguments.put("é".repeat(300) + i, StringNode.valueOf("x"));
        }
        arguments.put("did", StringNode.valueOf("7"));

        assertThat(AuditText.json(arguments)).contains("\\u2026\":\"99").hasSizeLessThan(8100);
    }

    /** Each place in the first line where a secret's name ends would be compared with all of that line. */
    @Test
    void aNameWithALineBreakIsASecretOneAndReadInNoTime() {
        ObjectNode nested = JsonNodeFactory.instance.objectNode();
        nested.put("a\ntoken", "hush");
        for (int i = 0; i < 50; i++) {
            nested.put("token".repeat(9_000) + "\n" + i, "hush");
        }

        String json = Mono.fromCallable(() -> AuditText.json(Map.of("x", nested)))
                .subscribeOn(Schedulers.boundedElastic())
                .block(Duration.ofSeconds(3));
        assertThat(json).doesNotContain("hush");
    }
}
