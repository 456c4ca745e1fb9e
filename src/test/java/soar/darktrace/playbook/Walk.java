package soar.darktrace.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import soar.darktrace.playbook.Playbook.Edge;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One way through a playbook and its sub-playbooks: commands run for real, conditions are evaluated, questions are
 * answered as chosen. A task on which XSOAR would stop ends the walk with an error.
 */
final class Walk {

    private final Scenario scenario;
    private final Surroundings surroundings;
    private final Choices choices;
    private final Commands commands;
    private final Scripts scripts;
    private final Builtins builtins;
    private final Map<String, List<List<Edge>>> ways = new LinkedHashMap<>();
    private final Map<String, List<String>> ends = new LinkedHashMap<>();
    private final Set<String> answersBefore = new LinkedHashSet<>();
    private final List<String> questions = new ArrayList<>();
    private boolean quiet;

    Walk(Scenario scenario, Surroundings surroundings, Choices choices) {
        this.scenario = scenario;
        this.surroundings = surroundings;
        this.choices = choices;
        commands = new Commands(surroundings, choices);
        scripts = new Scripts(choices);
        builtins = new Builtins(choices);
    }

    void through(Playbook playbook) {
        surroundings.reset();
        scenario.before().accept(surroundings);
        IncidentContext context = new IncidentContext();
        scenario.earlier()
                .forEach((command, arguments) ->
                        context.merge(surroundings.prepare(command, arguments).path("entry_context")));
        surroundings.clock().advance(scenario.later());
        surroundings.appliance().clearRequests();
        through(playbook, scenario.inputs(), context);
    }

    Scenario scenario() {
        return scenario;
    }

    /** The ways that were walked, by the name of the playbook. */
    Map<String, List<List<Edge>>> ways() {
        return ways;
    }

    /** Whether a task was left under a label. */
    boolean took(Playbook playbook, String task, String label) {
        return ways.getOrDefault(playbook.name(), List.of()).stream()
                .anyMatch(way -> way.contains(new Edge(task, label)));
    }

    /** Whether the choices have these words in them. */
    boolean chose(String words) {
        return choices.toString().contains(words);
    }

    /** What the analyst was asked, in the words that were shown. */
    List<String> questions() {
        return questions;
    }

    /** The titles at which a playbook ended, one for each time that it ran. */
    List<String> ends(Playbook playbook) {
        return ends.getOrDefault(playbook.name(), List.of());
    }

    /** The commands of XSOAR's own that worked. */
    List<String> builtins() {
        return builtins.worked();
    }

    private void through(Playbook playbook, ObjectNode given, IncidentContext context) {
        Scope scope = new Scope(scenario.incident(), inputs(playbook, given, context), context);
        List<Edge> way = new ArrayList<>();
        Task task = playbook.start();
        while (!task.isEnd()) {
            String label = run(playbook, task, scope);
            List<String> next = task.next().get(label);
            if (next == null) {
                throw new AssertionError("%s: task %s has no way on for %s".formatted(playbook, task, label));
            }
            way.add(new Edge(task.id(), label));
            task = playbook.task(next.get(0));
        }
        ways.computeIfAbsent(playbook.name(), name -> new ArrayList<>()).add(way);
        ends.computeIfAbsent(playbook.name(), name -> new ArrayList<>()).add(task.name());
    }

    private ObjectNode inputs(Playbook playbook, ObjectNode given, IncidentContext context) {
        Scope defaults = new Scope(scenario.incident(), JsonNodeFactory.instance.objectNode(), context);
        ObjectNode inputs = JsonNodeFactory.instance.objectNode();
        playbook.inputs().forEach(input -> {
            String key = input.path("key").asString();
            JsonNode value = given.has(key) ? given.get(key) : defaults.value(input.path("value"));
            if (!value.isMissingNode()) {
                inputs.set(key, value);
            }
        });
        return inputs;
    }

    private String run(Playbook playbook, Task task, Scope scope) {
        somethingMayHappenBefore(task);
        return switch (task.kind()) {
            case START, TITLE, MANUAL -> "#none#";
            case COMMAND -> commands.run(task, scope);
            case BUILTIN -> builtins.run(task, scope);
            case SCRIPT -> scripts.run(task, scope);
            case CONDITION -> branch(task, scope);
            case QUESTION -> answer(task, scope);
            case FORM -> fillIn(task, scope);
            case PLAYBOOK -> sub(playbook, task, scope);
        };
    }

    private void somethingMayHappenBefore(Task task) {
        if (!quiet
                && scenario.meanwhile().containsKey(task.name())
                && !choices.choose("before \"" + task.name() + "\"", List.of("", "somebody interferes"))
                        .isEmpty()) {
            scenario.meanwhile().get(task.name()).accept(surroundings);
        }
    }

    private static String branch(Task task, Scope scope) {
        return task.node()
                .path("conditions")
                .valueStream()
                .filter(branch -> scope.holds(branch.path("condition")))
                .map(branch -> branch.path("label").asString())
                .findFirst()
                .orElse("#default#");
    }

    /** A question that cannot be put into words would not be asked. In a further round of a loop the answer is new. */
    private String answer(Task task, Scope scope) {
        JsonNode message = task.node().path("message");
        JsonNode subject = scope.value(message.path("subject"));
        JsonNode body = scope.value(message.path("body"));
        if (subject.isMissingNode() || body.isMissingNode()) {
            throw new AssertionError(task + " asks nothing");
        }
        questions.add(subject.asString() + "\n" + body.asString());
        String answer = choices.choose(
                task.name(),
                task.answers().stream()
                        .filter(possible -> !quiet || !answersBefore.contains(possible))
                        .toList());
        answersBefore.add(answer);
        return answer;
    }

    /** The answers of a form go to the context under its title. */
    private String fillIn(Task task, Scope scope) {
        JsonNode form = task.node().path("form");
        form.path("questions").forEach(question -> {
            String answer = choices.choose(task.name() + ":", List.of(answer(question), ""));
            ObjectNode entry = JsonNodeFactory.instance.objectNode();
            entry.putObject("Answers").put(question.path("id").asString(), answer);
            ObjectNode byTitle = JsonNodeFactory.instance.objectNode();
            byTitle.set(form.path("title").asString(), entry);
            scope.context().merge(byTitle);
        });
        return "#none#";
    }

    /** What an analyst may write, by the type of the question: a sentence, a name, a number. */
    private static String answer(JsonNode question) {
        return switch (question.path("type").asString()) {
            case "longText" -> "Seen: it is legitimate.";
            case "shortText" -> "Finance";
            case "number" -> "7";
            default -> throw new AssertionError("A type of question that is not known here: " + question);
        };
    }

    private String sub(Playbook playbook, Task task, Scope scope) {
        if (!task.hasItsOwnContext()) {
            throw new AssertionError(playbook + ": " + task + " shares its context");
        }
        if (task.runs().equals(Polling.PLAYBOOK)) {
            new Polling(surroundings.clock()).run(task, scope);
            return "#none#";
        }
        if (task.runs().equals(Enrichment.PLAYBOOK)) {
            Enrichment.run(task, scope);
            return "#none#";
        }
        Playbook called = Playbook.named(task.runs());
        IncidentContext context = new IncidentContext();
        for (ObjectNode inputs : Rounds.of(task, scope)) {
            through(called, inputs, context);
        }
        repeat(task, called, scope, context);
        called.outputs().stream()
                .map(output -> output.path("contextPath").asString())
                .filter(path -> !context.at(path).isMissingNode())
                .forEach(path -> scope.context().append(path, context.at(path)));
        return "#none#";
    }

    /** Further rounds of a loop with a condition, with the same inputs. Nothing goes wrong in them. */
    private void repeat(Task task, Playbook called, Scope scope, IncidentContext context) {
        quiet(true);
        for (int round = 1; !isOver(task, scope, context); round++) {
            if (round == task.mostRounds()) {
                throw new AssertionError(task + " goes round without an end");
            }
            Rounds.of(task, scope).forEach(inputs -> through(called, inputs, context));
        }
        quiet(false);
    }

    /** The condition sees the context of the sub-playbook. */
    private static boolean isOver(Task task, Scope scope, IncidentContext context) {
        return task.loopsUntil().isMissingNode()
                || new Scope(scope.incident(), scope.inputs(), context).holds(task.loopsUntil());
    }

    private void quiet(boolean on) {
        quiet = on;
        commands.quiet(on);
        scripts.quiet(on);
        builtins.quiet(on);
    }

    @Override
    public String toString() {
        return (choices.toString().isEmpty() ? "straight on" : choices) + " → "
                + String.join(", ", ends.values().stream().flatMap(List::stream).toList());
    }
}
