package soar.darktrace.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What a release is made by: the workflow, and the scripts that it calls. */
class ReleaseTest {

    private static final Pattern NAMED =
            Pattern.compile("darktrace-connector(?:-pack)?-(\\d+\\.\\d+\\.\\d+)(?=\\.jar|\\.tar\\.gz|\\.zip)");
    private static final Pattern SCRIPT = Pattern.compile("(?:deploy/|\\.ci/)[a-z.-]+");
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>darktrace-connector</artifactId>\\s*<version>([^<]+)</version>");

    @TempDir
    Path directory;

    private record Ended(int exitCode, String output, String error) {}

    @Test
    void theNotesOfAReleaseAreItsSectionOfTheChangelog() throws IOException {
        Ended ended = notes(
                "v1.2.0",
                "1.2.0",
                "## [Unreleased]\n\n## [1.2.0] - 2026-12-01\n\n### Added\n- This.\n\n## [1.1.0] - 2026-11-01\n- That.\n");

        assertThat(ended).isEqualTo(new Ended(0, "### Added\n- This.\n", ""));
    }

    @Test
    void aReleaseWithoutItsSectionOrWithAnotherVersionIsRefusedWithASentence() throws IOException {
        String changelog = "## [Unreleased]\n- New.\n\n## [1.1.0] - 2026-11-01\n- That.\n\n## [1.0.0] - 2026-10-01\n\n";

        assertThat(notes("v1.2.0", "1.2.0", changelog).error())
                .isEqualTo(
                        "release-notes: CHANGELOG.md has no section '## [1.2.0] - <date>': put it below [Unreleased]\n");
        assertThat(notes("v1.1.0", "1.2.0", changelog).error())
                .isEqualTo(
                        "release-notes: the tag is v1.1.0, but pom.xml has version 1.2.0: deploy/set-version.sh 1.1.0\n");
        assertThat(notes("v1.0.0", "1.0.0", changelog).error())
                .isEqualTo("release-notes: the section [1.0.0] of CHANGELOG.md is empty\n");
        assertThat(notes("1.1.0", "1.1.0", changelog))
                .isEqualTo(new Ended(1, "", "release-notes: '1.1.0' is no tag of a release: v1.0.0\n"));
    }

    @Test
    void theWorkflowCallsWhatIsThereAndPinsWhatItTakes() throws IOException {
        JsonNode steps = YAMLMapper.shared()
                .readTree(Path.of(".github/workflows/release.yml"))
                .at("/jobs/release/steps");
        List<String> scripts = steps.valueStream()
                .flatMap(step -> SCRIPT.matcher(step.path("run").asString("")).results())
                .map(found -> found.group())
                .toList();

        assertThat(scripts).contains("deploy/release-notes.sh", ".ci/run", "deploy/release.sh");
        assertThat(scripts).allSatisfy(script -> assertThat(Path.of(script)).isExecutable());
        assertThat(steps.valueStream().filter(step -> step.has("uses")))
                .allSatisfy(step -> assertThat(step.path("uses").asString()).matches("actions/.*@v\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    void documentsAndTheChartNameTheVersionThatIsBuilt() throws IOException {
        Matcher version = VERSION.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(Files.readString(Path.of("deploy/helm/Chart.yaml")))
                .contains("\nversion: " + version.group(1) + "\n", "\nappVersion: " + version.group(1) + "\n");
        try (Stream<Path> documents = Files.walk(Path.of("docs"))) {
            assertThat(Stream.concat(Stream.of(Path.of("README.md")), documents)
                            .filter(file -> file.toString().endsWith(".md")))
                    .allSatisfy(file -> assertThat(NAMED.matcher(Files.readString(file))
                                    .results()
                                    .map(found -> found.group(1)))
                            .as(file.toString())
                            .allMatch(version.group(1)::equals));
        }
    }

    private Ended notes(String tag, String version, String changelog) throws IOException {
        Files.writeString(directory.resolve("CHANGELOG.md"), "# Changelog\n\n" + changelog);
        Files.writeString(
                directory.resolve("pom.xml"),
                "<parent>\n<version>4.1.0</version>\n</parent>\n<artifactId>darktrace-connector</artifactId>\n<version>"
                        + version + "</version>\n<dependency>\n<version>9</version>\n");
        Process process = new ProcessBuilder(
                        "bash",
                        Path.of("deploy/release-notes.sh").toAbsolutePath().toString(),
                        tag)
                .directory(directory.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        String error = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Ended(process.onExit().join().exitValue(), output, error);
    }
}
