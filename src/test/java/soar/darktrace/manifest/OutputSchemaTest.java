package soar.darktrace.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Family;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The schema of what a command returns. */
class OutputSchemaTest {

    @Test
    void aCommandThatDeclaresNoOutputMayReturnAnything() {
        CommandSpec spec = new CommandSpec(
                "darktrace-ping",
                List.of(),
                Family.SERVICE,
                "Returns something.",
                Effect.READS,
                false,
                false,
                false,
                false,
                "Darktrace.Ping",
                null,
                List.of(),
                List.of(),
                List.of());
        ObjectNode schemas = JsonNodeFactory.instance.objectNode();

        assertThat(new OutputSchema(schemas).of("Ping", spec)).isEqualTo(JsonNodeFactory.instance.objectNode());
        assertThat(schemas).isEmpty();
    }
}
