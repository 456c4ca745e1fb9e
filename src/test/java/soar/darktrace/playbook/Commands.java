package soar.darktrace.playbook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import soar.darktrace.Reply;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;

/** Runs the commands of a walk over HTTP, with the trouble that is chosen for them. */
final class Commands {

    /** Arguments that XSOAR takes for itself. */
    static final Set<String> OF_XSOAR = Set.of("using");

    /** Failures that are the playbook's own fault: no walk may meet one, whatever it does about it. */
    private static final Set<String> FAULTS_OF_THE_CALLER = Set.of(
            "invalid_request",
            "invalid_argument",
            "unknown_argument",
            "missing_argument",
            "unknown_command",
            "unknown_instance",
            "internal_error");

    private static final Manifest MANIFEST = Manifest.read();

    private final Surroundings surroundings;
    private final Choices choices;
    private boolean inTrouble;
    private boolean quiet;

    Commands(Surroundings surroundings, Choices choices) {
        this.surroundings = surroundings;
        this.choices = choices;
    }

    /** Whether everything works from now on. */
    void quiet(boolean on) {
        quiet = on;
    }

    /** Runs the command of a task and merges what it answers; the answer is the label of the way on. */
    String run(Task task, Scope scope) {
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        task.arguments().forEach((name, expression) -> {
            JsonNode value = scope.value(expression);
            if (!value.isMissingNode()) {
                arguments.put(name, value);
            }
        });
        Trouble trouble = trouble(task, arguments);
        surroundings.appliances().values().forEach(trouble::strike);
        List<Reply> replies = send(task.runs(), arguments);
        surroundings.appliances().values().forEach(SimulatedAppliance::recover);
        replies.stream()
                .filter(reply -> reply.status() == 200)
                .forEach(reply -> scope.context().merge(reply.body().path("entry_context")));
        if (replies.stream().allMatch(reply -> reply.status() == 200)) {
            return "#none#";
        }
        if (!task.goesOnAfterAnError()) {
            throw new AssertionError(task + " stops the playbook: " + replies);
        }
        return task.hasErrorPath() ? "#error#" : "#none#";
    }

    /**
     * Where a failure leads another way, every walk branches. Where the playbook goes on as if nothing had happened, one
     * such failure in a walk is enough.
     */
    private Trouble trouble(Task task, Map<String, JsonNode> arguments) {
        if (quiet || (!task.hasErrorPath() && inTrouble)) {
            return Trouble.NONE;
        }
        boolean isChange = MANIFEST.changes(task.runs()) && !arguments.containsKey("dry_run");
        List<Trouble> possible = Stream.of(Trouble.values())
                .filter(trouble -> isChange || trouble != Trouble.OUTCOME_UNKNOWN)
                .toList();
        String chosen = choices.choose(
                "\"" + task.name() + "\"",
                possible.stream().map(Trouble::toString).toList());
        Trouble trouble = possible.stream()
                .filter(candidate -> candidate.toString().equals(chosen))
                .findFirst()
                .orElseThrow();
        inTrouble |= trouble != Trouble.NONE;
        return trouble;
    }

    private List<Reply> send(String command, Map<String, JsonNode> given) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (!OF_XSOAR.contains(name)) {
                arguments.put(name, checked(command, name, value));
            }
        });
        MANIFEST.arguments(command)
                .filter(argument -> argument.path("required").asBoolean(false))
                .map(argument -> argument.path("name").asString())
                .filter(name -> !arguments.containsKey(name))
                .forEach(name -> {
                    throw new AssertionError(command + " is run without " + name);
                });
        String instance = given.containsKey("using") ? Scope.text(given.get("using")) : "";
        List<Reply> replies = surroundings.run(command, arguments, instance);
        replies.stream()
                .filter(reply -> FAULTS_OF_THE_CALLER.contains(reply.text("code")))
                .forEach(reply -> {
                    throw new AssertionError(command + " " + arguments + ": " + reply.text("detail"));
                });
        return replies;
    }

    /** XSOAR runs a command once for each item of a list that is no list to the command: that is never meant here. */
    private Object checked(String command, String name, JsonNode value) {
        JsonNode argument = MANIFEST.argument(command, name);
        if (value.isContainer() && !argument.path("isArray").asBoolean(false)) {
            throw new AssertionError(command + " takes one " + name + ", not " + value);
        }
        if (argument.has("predefined")
                && argument.path("predefined")
                        .valueStream()
                        .noneMatch(offered -> offered.asString().equals(Scope.text(value)))) {
            throw new AssertionError(command + " has no " + name + " " + value);
        }
        return value.isContainer() ? value : value.asString();
    }
}
