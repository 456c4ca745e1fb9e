package soar.darktrace.playbook;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The inputs of a sub-playbook for each time that it runs. */
final class Rounds {

    private Rounds() {}

    /**
     * One round, or where the task loops over its inputs one for each item of the longest. As XSOAR documents it, a round
     * gets the item of each input at its place, so that an input with a single value reaches the first round only.
     */
    static List<ObjectNode> of(Task task, Scope scope) {
        List<ObjectNode> rounds = new ArrayList<>();
        task.arguments().forEach((key, expression) -> {
            JsonNode value = scope.value(expression);
            List<JsonNode> items = task.runsForEach() ? ContextPath.items(value) : List.of(value);
            for (int i = 0; i < items.size(); i++) {
                while (rounds.size() <= i) {
                    rounds.add(JsonNodeFactory.instance.objectNode());
                }
                rounds.get(i).set(key, items.get(i));
            }
        });
        return rounds;
    }
}
