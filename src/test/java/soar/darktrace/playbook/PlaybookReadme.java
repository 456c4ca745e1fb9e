package soar.darktrace.playbook;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import soar.darktrace.playbook.Task.Kind;
import tools.jackson.databind.JsonNode;

/** The page beside a playbook: what it is for, its picture, what it needs, takes and leaves. */
record PlaybookReadme(Playbook playbook) {

    static final String REWRITE = "mvn test -Dtest=PlaybookReadmeTest -Dgenerate=true";

    private static final Set<String> OF_COMMON_PLAYBOOKS = Set.of(Polling.PLAYBOOK, Enrichment.PLAYBOOK);

    String render() {
        return """
                <!-- Generated from the playbook; do not edit. Rewrite it with: %s -->

                # %s

                %s

                ![%s](doc_files/%s)

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
                        playbook.name(),
                        PlaybookPicture.fileName(playbook),
                        needs(),
                        playbook.inputs().stream().map(PlaybookReadme::input).collect(Collectors.joining()),
                        playbook.outputs().stream().map(PlaybookReadme::output).collect(Collectors.joining()));
    }

    private String needs() {
        Set<String> transformers = new LinkedHashSet<>();
        collectTransformers(playbook.document(), transformers);
        return need("Commands of Darktrace Connector", running(Kind.COMMAND))
                + need("Commands of XSOAR", running(Kind.BUILTIN))
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
                .map(name -> OF_COMMON_PLAYBOOKS.contains(name) ? name + " (of Common Playbooks)" : name)
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
