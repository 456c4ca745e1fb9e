package soar.darktrace.playbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import soar.darktrace.playbook.Task.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The paths that a playbook can rely on: the manifest's, its inputs, the incident's fields, and what it sets itself. */
final class KnownPaths {

    private static final Set<String> FIELDS_OF_XSOAR =
            Set.of("id", "status", "occurred", "sourceBrand", "sourceInstance", "closeReason", "closeNotes");
    private static final Path FIELDS_OF_THE_PACK =
            Path.of(System.getProperty("basedir", "")).resolve("pack/IncidentFields");

    private final Set<String> exact = new LinkedHashSet<>(Manifest.read().contextPaths());
    private final Map<String, String> copies = new LinkedHashMap<>();

    KnownPaths(Playbook playbook) {
        FIELDS_OF_XSOAR.forEach(field -> exact.add("incident." + field));
        fieldsOfThePack().forEach(field -> exact.add("incident." + field));
        playbook.inputs()
                .forEach(input -> exact.add("inputs." + input.path("key").asString()));
        playbook.tasks().values().forEach(this::add);
    }

    private static List<String> fieldsOfThePack() {
        try (Stream<Path> files = Files.list(FIELDS_OF_THE_PACK)) {
            return files.map(file -> JsonMapper.shared()
                            .readTree(file.toFile())
                            .path("cliName")
                            .asString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Task task) {
        if (task.kind() == Kind.PLAYBOOK) {
            exact.addAll(outputs(task));
        }
        if (task.runs().equals("Set")) {
            String key = task.argument("key").path("simple").asString();
            List<String> value = References.in(task.argument("value").path("complex"));
            exact.add(key);
            if (!value.isEmpty()) {
                copies.put(key + ".", value.get(0) + ".");
            }
        }
        if (task.runs().equals(Scripts.SIMILAR)) {
            exact.addAll(Scripts.OF_SIMILAR);
        }
        if (task.kind() == Kind.FORM) {
            JsonNode form = task.node().path("form");
            form.path("questions")
                    .forEach(question -> exact.add(form.path("title").asString() + ".Answers."
                            + question.path("id").asString()));
        }
    }

    private static List<String> outputs(Task task) {
        return switch (task.runs()) {
            case Polling.PLAYBOOK -> Polling.OUTPUTS;
            case Enrichment.PLAYBOOK -> List.of();
            default ->
                Playbook.named(task.runs()).outputs().stream()
                        .map(output -> output.path("contextPath").asString())
                        .toList();
        };
    }

    /** Whether a path is known, or leads into a copy of what is known. */
    boolean contain(String path) {
        return exact.contains(path)
                || copies.entrySet().stream()
                        .anyMatch(copy -> path.startsWith(copy.getKey())
                                && exact.contains(copy.getValue()
                                        + path.substring(copy.getKey().length())));
    }
}
