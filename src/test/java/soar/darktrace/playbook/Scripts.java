package soar.darktrace.playbook;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Set, which fails over its value, and DeleteContext, which may fail, though nobody knows over what. */
final class Scripts {

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
            if (task.runs().equals("Set")) {
                set(task, scope);
            } else {
                delete(task, scope);
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
