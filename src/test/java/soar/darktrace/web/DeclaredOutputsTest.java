package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.CommandSpec.OutputSpec;
import soar.darktrace.command.DeclaredCommands;
import soar.darktrace.command.OutputType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command declares as outputs is what its cases show, which {@link GoldenCasesTest} holds it to. Below an output of
 * type Unknown anything may stand: Darktrace's own shape, passed on.
 */
class DeclaredOutputsTest {

    private static final Path CASES = Path.of("test-data", "commands");

    /** What these answer depends on what happened before, which no case can show: FetchCommandsTest and DeliveryTest do. */
    private static final Set<String> DEPEND_ON_THE_STORE =
            Set.of("darktrace-fetch-reset", "darktrace-fetch-status", "darktrace-sink-status");

    /** What every change has, which is tested for all of them at once. */
    private static final String DRY_RUN = "Darktrace.DryRun";

    static Stream<CommandSpec> commands() {
        return DeclaredCommands.specs().stream().filter(spec -> !spec.isBuiltIn());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatACaseShowsIsDeclared(CommandSpec spec) throws IOException {
        Map<String, OutputType> declared =
                spec.outputs().stream().collect(Collectors.toMap(OutputSpec::path, OutputSpec::type));

        assertThat(shown(spec).entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .filter(path -> !isCovered(path, declared)))
                .as("shown by a case of %s, but not declared as @Output", spec.name())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatIsDeclaredIsShownByACase(CommandSpec spec) throws IOException {
        Set<String> missing = new TreeSet<>();
        if (!DEPEND_ON_THE_STORE.contains(spec.name())) {
            spec.outputs().stream()
                    .filter(output -> !output.context().equals(DRY_RUN))
                    .map(OutputSpec::path)
                    .forEach(missing::add);
        }
        missing.removeAll(shown(spec).keySet());

        assertThat(missing)
                .as("declared by %s, but shown by no case in %s", spec.name(), CASES)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aColumnShowsADeclaredOutput(CommandSpec spec) {
        Map<String, OutputType> declared =
                spec.outputs().stream().collect(Collectors.toMap(OutputSpec::path, OutputSpec::type));

        assertThat(spec.columns())
                .as("columns of %s", spec.name())
                .allMatch(column -> isCovered(spec.outputsPrefix() + "." + column, declared))
                .hasSizeLessThanOrEqualTo(11);
    }

    private static boolean isCovered(String path, Map<String, OutputType> declared) {
        if (declared.containsKey(path)) {
            return true;
        }
        for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
            OutputType above = declared.get(path.substring(0, dot));
            if (above != null && above.isOpen()) {
                return true;
            }
        }
        return false;
    }

    /** The context paths of the outputs of all cases, each with whether a value without members stands there. */
    private static Map<String, Boolean> shown(CommandSpec spec) throws IOException {
        Map<String, Boolean> shown = new TreeMap<>();
        try (Stream<Path> files = Files.list(CASES.resolve(spec.name()))) {
            files.map(file -> JsonMapper.shared().readTree(file)).forEach(golden -> {
                walk(golden.path("outputs_prefix").asString(), golden.path("outputs"), shown);
                golden.path("entries").forEachEntry((key, value) -> walk(key.split("\\(", 2)[0], value, shown));
            });
        }
        return shown;
    }

    private static void walk(String path, JsonNode value, Map<String, Boolean> shown) {
        if (value.isArray()) {
            shown.putIfAbsent(path, false);
            value.forEach(item -> walk(path, item, shown));
            return;
        }
        shown.merge(path, !value.isObject(), Boolean::logicalOr);
        value.forEachEntry((name, member) -> walk(path + "." + name, member, shown));
    }
}
