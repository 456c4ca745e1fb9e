package soar.darktrace.playbook;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import soar.darktrace.TestClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * XSOAR's own playbook GenericPolling: runs a command every few minutes until an expression over its own context finds
 * nothing any more, or for as long as it may. The clock is moved instead of waiting.
 *
 * <p>Its tasks have no error path, and neither has a task that runs a playbook. So it may run only what cannot fail: the
 * script CheckContextValue of Common Scripts, which looks whether a key of the context has a value.
 */
record Polling(TestClock clock) {

    static final String PLAYBOOK = "GenericPolling";

    static final String SCRIPT = "CheckContextValue";

    /** What the script leaves in the context. */
    static final List<String> OUTPUTS = List.of("CheckContextKey", "CheckContextKey.key", "CheckContextKey.exists");

    static final List<String> INPUTS = List.of(
            "Ids",
            "PollingCommandName",
            "PollingCommandArgName",
            "Interval",
            "Timeout",
            "dt",
            "AdditionalPollingCommandArgNames",
            "AdditionalPollingCommandArgValues");

    void run(Task task, Scope caller) {
        String command = input(task, caller, "PollingCommandName");
        if (!command.equals(SCRIPT)) {
            throw new AssertionError(task + " polls " + command + ", and stops the playbook where that fails");
        }
        Map<String, String> arguments = arguments(task, caller);
        String unfinished = input(task, caller, "dt");
        long interval = minutes(task, caller, "Interval");
        long minutesLeft = minutes(task, caller, "Timeout");

        IncidentContext context = new IncidentContext();
        look(arguments, context);
        if (context.at(unfinished.replaceAll("\\(.*\\)", "")).isMissingNode()) {
            throw new FailedScript("Incorrect dt path: no ids found");
        }
        while (minutesLeft > 0 && !context.select(unfinished).isMissingNode()) {
            clock.advance(Duration.ofMinutes(interval));
            minutesLeft -= interval;
            look(arguments, context);
        }
    }

    /** As RunPollingCommand puts them together: names and values are two lists, and lists are parted by commas. */
    static Map<String, String> arguments(Task task, Scope caller) {
        List<String> names = list(input(task, caller, "AdditionalPollingCommandArgNames"));
        List<String> values = list(input(task, caller, "AdditionalPollingCommandArgValues"));
        if (names.size() != values.size()) {
            throw new FailedScript(
                    "%s: the polling command gets %s and %s, which do not match".formatted(task, names, values));
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            arguments.put(names.get(i), values.get(i));
        }
        arguments.put(input(task, caller, "PollingCommandArgName"), input(task, caller, "Ids"));
        return arguments;
    }

    private static List<String> list(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private static void look(Map<String, String> arguments, IncidentContext context) {
        String key = String.valueOf(arguments.get("key"));
        JsonNode found = JsonMapper.shared()
                .createObjectNode()
                .put("key", key)
                .put("exists", !context.at(key).isMissingNode());
        context.merge(
                JsonMapper.shared().createObjectNode().set("CheckContextKey(val.key && val.key == obj.key)", found));
    }

    private static long minutes(Task task, Scope caller, String input) {
        String text = input(task, caller, input);
        if (!text.matches("[1-9][0-9]*")) {
            throw new FailedScript("%s: %s is %s, not a positive number".formatted(task, input, text));
        }
        return Long.parseLong(text);
    }

    private static String input(Task task, Scope caller, String name) {
        return Scope.text(caller.value(task.argument(name)));
    }
}
