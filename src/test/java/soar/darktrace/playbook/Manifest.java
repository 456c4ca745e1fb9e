package soar.darktrace.playbook;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What {@code integration-manifest.yml} offers to playbooks. */
record Manifest(String integration, Map<String, JsonNode> commands) {

    static Manifest read() {
        JsonNode manifest = new YAMLMapper()
                .readTree(Path.of(System.getProperty("basedir", ""))
                        .resolve("integration-manifest.yml")
                        .toFile());
        Map<String, JsonNode> commands = new LinkedHashMap<>();
        manifest.path("script")
                .path("commands")
                .forEach(command -> commands.put(command.path("name").asString(), command));
        return new Manifest(manifest.path("commonfields").path("id").asString(), commands);
    }

    JsonNode command(String name) {
        return Optional.ofNullable(commands.get(name))
                .orElseThrow(() -> new AssertionError("The manifest has no command " + name));
    }

    JsonNode argument(String command, String name) {
        return arguments(command)
                .filter(argument -> argument.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(command + " has no argument " + name));
    }

    Stream<JsonNode> arguments(String command) {
        return command(command).path("arguments").valueStream();
    }

    /** Whether the command changes something in Darktrace: then it can be rehearsed. */
    boolean changes(String command) {
        return arguments(command)
                .anyMatch(argument -> argument.path("name").asString().equals("dry_run"));
    }

    /** Every context path that is declared, and those above it. */
    Set<String> contextPaths() {
        Set<String> paths = new LinkedHashSet<>();
        commands.values().stream()
                .flatMap(command -> command.path("outputs").valueStream())
                .map(output -> output.path("contextPath").asString())
                .forEach(path -> {
                    List<String> keys = List.of(path.split("\\."));
                    for (int length = 2; length <= keys.size(); length++) {
                        paths.add(String.join(".", keys.subList(0, length)));
                    }
                });
        return paths;
    }
}
