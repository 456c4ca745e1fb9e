package soar.darktrace.playbook;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import soar.darktrace.TestClock;
import tools.jackson.databind.JsonNode;

/**
 * XSOAR's own playbook GenericPolling: runs a command every few minutes until an expression over its own context finds
 * nothing any more, or for as long as it may. The clock is moved instead of waiting.
 */
record Polling(Commands commands, TestClock clock) {

    static final String PLAYBOOK = "GenericPolling";

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
        String command = Scope.text(caller.value(task.argument("PollingCommandName")));
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        arguments.put(
                Scope.text(caller.value(task.argument("PollingCommandArgName"))), caller.value(task.argument("Ids")));
        arguments.put(
                Scope.text(caller.value(task.argument("AdditionalPollingCommandArgNames"))),
                caller.value(task.argument("AdditionalPollingCommandArgValues")));
        String unfinished = Scope.text(caller.value(task.argument("dt")));
        long minutesLeft = minutes(task, caller, "Timeout");
        long interval = minutes(task, caller, "Interval");

        IncidentContext context = new IncidentContext();
        context.merge(commands.poll(command, arguments));
        while (minutesLeft > 0 && !context.select(unfinished).isMissingNode()) {
            clock.advance(Duration.ofMinutes(interval));
            minutesLeft -= interval;
            context.merge(commands.poll(command, arguments));
        }
    }

    private static long minutes(Task task, Scope caller, String input) {
        return Long.parseLong(Scope.text(caller.value(task.argument(input))));
    }
}
