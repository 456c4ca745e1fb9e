package soar.darktrace.manifest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import soar.darktrace.command.CommandSpec;

/** The test cases that the command reference shows: {@code test-data/commands/<command>/seed.json}. */
final class PublishedExamples {

    private PublishedExamples() {}

    static Path testCase(CommandSpec spec) {
        return Path.of("test-data", "commands", spec.name(), "seed.json");
    }

    static Map<String, CommandExample> of(List<CommandSpec> specs) {
        Map<String, CommandExample> examples = new LinkedHashMap<>();
        specs.stream()
                .filter(spec -> Files.exists(testCase(spec)))
                .forEach(spec -> examples.put(spec.name(), CommandExample.read(testCase(spec))));
        return examples;
    }
}
