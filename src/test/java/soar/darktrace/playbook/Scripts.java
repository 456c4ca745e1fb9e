package soar.darktrace.playbook;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Set, which fails over its value; DeleteContext, which may fail, though nobody knows over what; and FindSimilarIncidents, which
 * finds two, none, or fails.
 */
final class Scripts {

    static final String SIMILAR = "FindSimilarIncidents";

    /** What FindSimilarIncidents leaves in the context. */
    static final List<String> OF_SIMILAR =
            List.of("isSimilarIncidentFound", "similarIncident", "similarIncident.rawId");

    private final Choices choices;
    private boolean quiet;

    Scripts(Choices choices) {
        this.choices = choices;
    }

    /** Whether everything works from now on. */
    void quiet(boolean on) {
        quiet = on;
    }

    /** Runs the script of a task; the answer is the label of the way on. */
    String run(Task task, Scope scope) {
        try {
            switch (task.runs()) {
                case "Set" -> set(task, scope);
                case SIMILAR -> findSimilar(task, scope);
                default -> delete(task, scope);
            }
            return "#none#";
        } catch (FailedScript failure) {
            if (!task.hasErrorPath()) {
                throw new AssertionError(task + " stops the playbook: " + failure.getMessage(), failure);
            }
            return "#error#";
        }
    }

    private static void set(Task task, Scope scope) {
        JsonNode value = scope.value(task.argument("value"));
        if (value.isMissingNode()) {
            throw new FailedScript("Set needs a value");
        }
        scope.context().put(Scope.text(scope.value(task.argument("key"))), value);
    }

    private void findSimilar(Task task, Scope scope) {
        String outcome = quiet ? "" : choices.choose("\"" + task.name() + "\"", List.of("", "finds none", "fails"));
        if (outcome.equals("fails")) {
            throw new FailedScript("FindSimilarIncidents failed");
        }
        JsonMapper json = JsonMapper.shared();
        scope.context().put("isSimilarIncidentFound", json.valueToTree(outcome.isEmpty()));
        if (outcome.isEmpty()) {
            scope.context().append("similarIncident", json.readTree("[{\"rawId\": \"17\"}, {\"rawId\": \"23\"}]"));
        }
    }

    private void delete(Task task, Scope scope) {
        if (!quiet
                && !choices.choose("\"" + task.name() + "\"", List.of("", "fails"))
                        .isEmpty()) {
            throw new FailedScript("DeleteContext failed");
        }
        for (String key : Scope.text(scope.value(task.argument("key"))).split(",", -1)) {
            scope.context().remove(key.strip());
        }
    }
}
