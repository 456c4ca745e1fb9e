package soar.darktrace.access;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What somebody tries to do, as the audit has it.
 *
 * @param what a command's name, or method and path of a request that is none
 * @param instance its name; null for none
 * @param arguments as the caller wrote them, secrets included: the audit leaves these out
 */
public record Attempt(
        Caller caller,
        String correlationId,
        String what,
        @Nullable String instance,
        Map<String, JsonNode> arguments) {

    @Override
    public String toString() {
        return "Attempt[" + what + " by " + caller.id() + "]";
    }
}
