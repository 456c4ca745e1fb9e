package soar.darktrace.playbook;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import soar.darktrace.playbook.Task.Kind;
import tools.jackson.databind.JsonNode;

/** The page beside a playbook: what it is for, its flow as a picture, what it needs, takes and leaves. */
record PlaybookReadme(Playbook playbook) {

    static final String REWRITE = "mvn test -Dtest=PlaybookReadmeTest -Dgenerate=true";

    String render() {
        return """
                <!-- Generated from the playbook; do not edit. Rewrite it with: %s -->

                # %s

                %s

                ## Flow
                Hexagons are questions to the analyst, answered in the Work Plan; slanted boxes wait for somebody to do the task
                by hand; dotted lines are taken where a command fails.

                ```mermaid
                flowchart TD
                %s```

                ## What it needs
                %s
                ## Inputs
                | Name | Description | Default | Required |
                | --- | --- | --- | --- |
                %s
                ## Outputs
                | Path | Description | Type |
                | --- | --- | --- |
                %s""".formatted(
                        REWRITE,
                        playbook.name(),
                        playbook.description(),
                        flow(),
                        needs(),
                        playbook.inputs().stream().map(PlaybookReadme::input).collect(Collectors.joining()),
                        playbook.outputs().stream().map(PlaybookReadme::output).collect(Collectors.joining()));
    }

    private String flow() {
        StringBuilder flow = new StringBuilder();
        playbook.tasks().values().forEach(task -> flow.append("    t%s%s\n".formatted(task.id(), shape(task))));
        playbook.tasks()
                .values()
                .forEach(task -> task.next()
                        .forEach((label, targets) -> targets.forEach(
                                target -> flow.append("    t%s %s t%s\n".formatted(task.id(), arrow(label), target)))));
        return flow.toString();
    }

    private static String shape(Task task) {
        return switch (task.kind()) {
            case START -> "([\"Start\"])";
            case TITLE -> "([\"%s\"])".formatted(task.name());
            case COMMAND -> "[\"%s<br/>%s\"]".formatted(task.name(), task.runs());
            case SCRIPT -> "[\"%s\"]".formatted(task.name());
            case PLAYBOOK -> "[[\"%s<br/>%s%s\"]]".formatted(task.name(), task.runs(), rounds(task));
            case CONDITION -> "{\"%s\"}".formatted(task.name());
            case QUESTION -> "{{\"%s\"}}".formatted(task.name());
            case FORM, MANUAL -> "[/\"%s\"/]".formatted(task.name());
        };
    }

    private static String rounds(Task task) {
        return task.runsForEach() ? ", for each" : task.loopsUntil().isMissingNode() ? "" : ", repeated";
    }

    private static String arrow(String label) {
        return switch (label) {
            case "#none#" -> "-->";
            case "#error#" -> "-. fails .->";
            case "#default#" -> "-- else -->";
            default -> "-- \"%s\" -->".formatted(label);
        };
    }

    private String needs() {
        Set<String> transformers = new LinkedHashSet<>();
        collectTransformers(playbook.document(), transformers);
        return need("Commands of Darktrace Connector", running(Kind.COMMAND))
                + need("Playbooks", running(Kind.PLAYBOOK))
                + need("Scripts of Common Scripts", Stream.concat(running(Kind.SCRIPT), polled()))
                + need("Transformers of Filters And Transformers", transformers.stream());
    }

    private Stream<String> polled() {
        return running(Kind.PLAYBOOK).filter(Polling.PLAYBOOK::equals).map(any -> Polling.SCRIPT);
    }

    private Stream<String> running(Kind kind) {
        return playbook.tasks().values().stream()
                .filter(task -> task.kind() == kind)
                .map(Task::runs);
    }

    private static String need(String what, Stream<String> names) {
        List<String> sorted = names.distinct()
                .sorted()
                .map(name -> name.equals(Polling.PLAYBOOK) ? name + " (of Common Playbooks)" : name)
                .toList();
        return sorted.isEmpty() ? "" : "* %s: %s\n".formatted(what, String.join(", ", sorted));
    }

    private static void collectTransformers(JsonNode part, Set<String> names) {
        part.path("transformers")
                .valueStream()
                .map(step -> step.path("operator").asString())
                .filter(name -> !Transformer.of(name).isBuiltIn())
                .forEach(names::add);
        part.forEach(below -> collectTransformers(below, names));
    }

    private static String input(JsonNode input) {
        JsonNode value = input.path("value");
        List<String> paths = References.in(value);
        return row(
                input.path("key").asString(),
                input.path("description").asString(),
                value.has("complex")
                        ? "`" + paths.get(0) + "`"
                        : value.path("simple").asString(""),
                input.path("required").asBoolean(false) ? "Required" : "Optional");
    }

    private static String output(JsonNode output) {
        return row(
                output.path("contextPath").asString(),
                output.path("description").asString(),
                output.path("type").asString());
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
