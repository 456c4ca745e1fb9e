package soar.darktrace.incident;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What goes into the log. */
class NewEventTest {

    @Test
    void anIncidentThatIsTooLongForTheStoreLosesItsLongMembers() {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("name", "Darktrace #95")
                .put("rawJSON", "x".repeat(1_100_000))
                .put("dbotMirrorId", "main:95");

        JsonNode stored = JsonMapper.shared()
                .readTree(NewEvent.created(new Incident("main", "breach", "95", 1, document))
                        .document());

        assertThat(stored)
                .isEqualTo(JsonNodeFactory.instance
                        .objectNode()
                        .put("name", "Darktrace #95")
                        .put("dbotMirrorId", "main:95"));
    }
}
