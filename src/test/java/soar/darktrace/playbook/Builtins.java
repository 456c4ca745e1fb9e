package soar.darktrace.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Commands of XSOAR's own. Any may fail, such as closing an incident of a type that needs more fields to be closed. */
final class Builtins {

    /** Those that the playbooks use, with the arguments that they are given. */
    static final Map<String, Set<String>> ARGUMENTS = Map.of(
            "closeInvestigation", Set.of("closeReason", "closeNotes"),
            "linkIncidents", Set.of("action", "linkedIncidentIDs"));

    private final Choices choices;
    private final List<String> worked = new ArrayList<>();
    private boolean quiet;

    Builtins(Choices choices) {
        this.choices = choices;
    }

    /** Whether everything works from now on. */
    void quiet(boolean on) {
        quiet = on;
    }

    List<String> worked() {
        return worked;
    }

    /** Runs the command of a task; the answer is the label of the way on. */
    String run(Task task, Scope scope) {
        task.arguments().forEach((name, value) -> {
            if (scope.value(value).isMissingNode()) {
                throw new AssertionError(task + " gives nothing as " + name);
            }
        });
        boolean fails = !quiet
                && !choices.choose("\"" + task.name() + "\"", List.of("", "fails"))
                        .isEmpty();
        if (!fails) {
            worked.add(task.runs());
        }
        return fails && task.hasErrorPath() ? "#error#" : "#none#";
    }
}
