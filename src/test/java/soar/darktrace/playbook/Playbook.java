package soar.darktrace.playbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A playbook document of the folder {@code playbooks}. */
record Playbook(Path file, JsonNode document) {

    static final Path FOLDER = Path.of(System.getProperty("basedir", "")).resolve("playbooks");

    /** One step of a way through a playbook: a task and the label under which it goes on. */
    record Edge(String task, String label) {

        @Override
        public String toString() {
            return task + " " + label;
        }
    }

    /** Read once: a walk asks for its playbooks again and again. */
    private static final List<Playbook> ALL = read();

    static List<Playbook> all() {
        return ALL;
    }

    private static List<Playbook> read() {
        YAMLMapper yaml = new YAMLMapper();
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .map(file -> new Playbook(file, yaml.readTree(file.toFile())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Playbook named(String name) {
        return all().stream()
                .filter(playbook -> playbook.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no playbook " + name));
    }

    String name() {
        return document.path("name").asString();
    }

    String description() {
        return document.path("description").asString();
    }

    List<JsonNode> inputs() {
        return document.path("inputs").valueStream().toList();
    }

    List<JsonNode> outputs() {
        return document.path("outputs").valueStream().toList();
    }

    /** The tasks by the key that they have in the document. */
    Map<String, Task> tasks() {
        Map<String, Task> tasks = new LinkedHashMap<>();
        document.path("tasks").forEachEntry((key, task) -> tasks.put(key, new Task(task)));
        return tasks;
    }

    Task task(String id) {
        Task task = tasks().get(id);
        if (task == null) {
            throw new AssertionError(name() + " has no task " + id);
        }
        return task;
    }

    Task start() {
        return task(document.path("starttaskid").asString());
    }

    /**
     * Every way from the start to an end, whatever the conditions say; but a condition on inputs only, which never
     * change, is not answered in two ways.
     */
    List<List<Edge>> ways() {
        List<List<Edge>> ways = new ArrayList<>();
        follow(start(), List.of(), Map.of(), ways);
        return ways;
    }

    private void follow(Task task, List<Edge> sofar, Map<JsonNode, String> settled, List<List<Edge>> ways) {
        if (sofar.size() > document.path("tasks").size()) {
            throw new AssertionError(name() + " goes round in a circle: " + sofar);
        }
        if (task.isEnd()) {
            ways.add(sofar);
        }
        task.next()
                .forEach((label, targets) -> targets.forEach(target -> {
                    JsonNode asked = task.node().path("conditions");
                    if (!settled.getOrDefault(asked, label).equals(label)) {
                        return;
                    }
                    Map<JsonNode, String> further = new LinkedHashMap<>(settled);
                    if (isSettledByInputs(task)) {
                        further.put(asked, label);
                    }
                    List<Edge> edges = new ArrayList<>(sofar);
                    edges.add(new Edge(task.id(), label));
                    follow(task(target), List.copyOf(edges), further, ways);
                }));
    }

    private static boolean isSettledByInputs(Task task) {
        List<String> paths = References.in(task.node().path("conditions"));
        return !paths.isEmpty() && paths.stream().allMatch(path -> path.startsWith("inputs."));
    }

    @Override
    public String toString() {
        return name();
    }
}
