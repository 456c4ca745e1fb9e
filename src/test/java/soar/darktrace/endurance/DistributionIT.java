package soar.darktrace.endurance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import soar.darktrace.AfterTheGate;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.DeclaredCommands;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator unpacks: the scripts, with nothing but a Java beside them. */
class DistributionIT {

    private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");

    @TempDir
    Path directory;

    private record Ended(int exitCode, String output) {}

    @Test
    void holdsWhatAnOperatorNeeds() throws IOException {
        Path home = PackagedConnector.home();

        assertThat(List.of("bin/darktrace", "bin/darktrace-connector"))
                .allSatisfy(script -> assertThat(home.resolve(script)).isExecutable());
        assertThat(List.of("conf/application.yml", "systemd/darktrace-connector.service", "LICENSE", "CHANGELOG.md"))
                .allSatisfy(file -> assertThat(home.resolve(file)).isNotEmptyFile());
        try (Stream<Path> pack = Files.list(home.resolve("pack"))) {
            assertThat(pack)
                    .hasSize(1)
                    .allSatisfy(file -> assertThat(file.toString()).endsWith(".zip"));
        }
        // Both kinds of archive, or each start takes twice as long.
        try (Stream<Path> cache = Files.list(home.resolve("cache"))) {
            assertThat(cache.filter(file -> !file.toString().endsWith(".log")))
                    .hasSize(2)
                    .allSatisfy(archive -> assertThat(Files.size(archive)).isGreaterThan(1_000_000));
        }
    }

    /** With {@code -Dcyclonedx.skip=false}, and a network. */
    @Test
    @AfterTheGate
    void holdsAListOfTheLibrariesInIt() throws IOException {
        Path home = PackagedConnector.home();

        JsonNode listed = JsonMapper.shared().readTree(home.resolve("sbom/application.cdx.json"));

        try (Stream<Path> libraries = Files.list(home.resolve("lib"))) {
            assertThat(libraries
                            .map(file -> file.getFileName().toString())
                            .filter(name -> !name.startsWith("darktrace")))
                    .isNotEmpty()
                    .isSubsetOf(listed.path("components")
                            .valueStream()
                            .map(DistributionIT::fileName)
                            .toList());
        }
    }

    private static String fileName(JsonNode library) {
        Matcher classifier = CLASSIFIER.matcher(library.path("purl").asString());
        return library.path("name").asString() + "-" + library.path("version").asString()
                + (classifier.find() ? "-" + classifier.group(1) : "") + ".jar";
    }

    @Test
    void theTerminalRunsFromAnyDirectoryAlsoByALinkAndWithoutAPlaceForItsArchives() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("dt"), Path.of(PackagedConnector.script("darktrace")));

        assertThat(run(List.of(link.toString(), "--version")).output()).matches("[0-9.]+\\R");
        Ended wrong = run(List.of(link.toString(), "get-breach", "pbdi=95"));
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.output()).contains("unknown_argument");
    }

    /** The terminal reads an index that the build wrote, the tests scan. */
    @Test
    void theTerminalKnowsEveryCommandByItsIndex() throws IOException {
        assertThat(PackagedConnector.home().resolve("lib/darktrace-connector-start.jar"))
                .isNotEmptyFile();

        assertThat(run(List.of(PackagedConnector.script("darktrace"), "help")).output())
                .contains(
                        DeclaredCommands.specs().stream().map(CommandSpec::name).toList());
    }

    @Test
    void theServerReadsTheConfigurationThatTheScriptNames() throws IOException {
        Files.writeString(directory.resolve("application.yml"), "connector.retentoin: 7d\n");

        Ended refused = run(
                List.of(PackagedConnector.script("darktrace-connector")),
                "SPRING_CONFIG_ADDITIONAL_LOCATION=" + directory + "/");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("connector.retentoin is not known; did you mean retention?");
    }

    @Test
    void aConfigurationIsCheckedWithoutAStart() throws IOException {
        Files.writeString(directory.resolve("application.yml"), "connector.sinks.soar.url: http://127.0.0.1:1/hook\n");

        Ended checked = run(
                List.of(PackagedConnector.script("darktrace-connector"), "check-config"),
                "SPRING_CONFIG_ADDITIONAL_LOCATION=" + directory + "/");

        assertThat(checked.exitCode()).isEqualTo(1);
        assertThat(checked.output())
                .hasLineCount(3)
                .startsWith("configuration  ok ")
                .contains("store          ok ", "There is none yet", "sink soar      sink_unavailable ");
        assertThat(directory.resolve("data")).doesNotExist();
        Ended refused = run(List.of(
                PackagedConnector.script("darktrace-connector"), "check-config", "--connector.sinks.soar.ulr=x"));
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output())
                .isEqualTo("configuration  invalid_configuration  The property connector.sinks.soar.ulr is not known;"
                        + " did you mean url?\n");
    }

    private Ended run(List<String> command, String... variables) throws IOException {
        List<String> withVariables = new ArrayList<>(List.of("env"));
        withVariables.addAll(List.of(variables));
        withVariables.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(withVariables).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(PackagedConnector.environment(directory, "128m"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.onExit().join().exitValue(), output);
    }
}
