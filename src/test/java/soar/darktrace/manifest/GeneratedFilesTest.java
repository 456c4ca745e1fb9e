package soar.darktrace.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.DeclaredCommands;

/** The rendered files of the repository say what the code says now. */
class GeneratedFilesTest {

    private static final String REWRITE = "mvn test -Dtest=GeneratedFilesTest -Dgenerate=true";
    private static final String NOTICE = "Generated from the code; do not edit. Rewrite it with: " + REWRITE;

    private static final String CODE = "\nscript: |\n";

    private final List<CommandSpec> specs = DeclaredCommands.specs();

    @Test
    void integrationManifest() throws IOException {
        check(
                Path.of("integration-manifest.yml"),
                "# " + NOTICE + "\n"
                        + IntegrationManifest.of(specs, BridgeSource.read(), BridgeSource.icon())
                                .toYaml());
    }

    @Test
    void commandReference() throws IOException {
        Path directory = Path.of("docs", "commands");
        Map<String, String> pages = CommandReference.pages(specs, PublishedExamples.of(specs));
        for (Map.Entry<String, String> page : pages.entrySet()) {
            check(directory.resolve(page.getKey()), "<!-- " + NOTICE + " -->\n\n" + page.getValue());
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("pages of families that no longer exist are to be deleted")
                    .containsExactlyInAnyOrderElementsOf(pages.keySet());
        }
    }

    @Test
    void commandTableOfTheReadme() throws IOException {
        Path readme = Path.of("README.md");
        String now = Files.readString(readme);
        String start = "<!-- commands: generated, rewrite with " + REWRITE + " -->\n";
        String end = "<!-- end of commands -->";
        assertThat(now).contains(start, end);
        check(
                readme,
                now.substring(0, now.indexOf(start) + start.length())
                        + CommandReference.overview(specs, "docs/commands/")
                        + now.substring(now.indexOf(end)));
    }

    @Test
    void documentsOfTheIntegration() throws IOException {
        String file = "pack/Integrations/integration-Darktrace_Connector_";
        check(Path.of(file + "README.md"), "<!-- " + NOTICE + " -->\n\n" + IntegrationReadme.of(specs));
        check(
                Path.of(file + "description.md"),
                IntegrationManifest.of(specs, BridgeSource.read(), BridgeSource.icon())
                        .detaileddescription());
    }

    /** Each automation of the pack: its settings are written by hand, its code follows the file of its name. */
    @Test
    void scriptsOfThePack() throws IOException {
        Path sources = Path.of("src/main/xsoar/scripts");
        String shared = Files.readString(sources.resolve("incident.py"));
        try (Stream<Path> files = Files.list(sources)) {
            for (Path source :
                    files.filter(file -> !file.endsWith("incident.py")).toList()) {
                String name = source.getFileName().toString().replace(".py", "");
                Path script = Path.of("pack", "Scripts", "script-" + name + ".yml");
                String now = Files.readString(script);
                String code = shared + "\n\n" + Files.readString(source);
                check(Path.of("pack", "Scripts", "script-" + name + "_README.md"), ScriptReadme.of(now));
                check(script, now.substring(0, now.indexOf(CODE) + CODE.length()) + BridgeSource.indented(code));
            }
        }
    }

    @Test
    void publicCommandsOfTheMigrationGuide() throws IOException {
        Path guide = Path.of("docs", "migration.md");
        String now = Files.readString(guide);
        String start = "<!-- public commands: generated, rewrite with " + REWRITE + " -->\n";
        String end = "<!-- end of public commands -->";
        assertThat(now).contains(start, end);
        check(
                guide,
                now.substring(0, now.indexOf(start) + start.length())
                        + new PublicCommandTable(specs).render()
                        + now.substring(now.indexOf(end)));
    }

    @Test
    void configuration() throws IOException {
        Path reference = Path.of("docs", "configuration.md");
        String start = "<!-- properties: generated, rewrite with " + REWRITE + " -->\n";
        String now = Files.readString(reference);
        assertThat(now).contains(start);
        check(
                reference,
                now.substring(0, now.indexOf(start) + start.length()) + "\n" + ConfigurationReference.tables());

        Path template = Path.of("src", "distribution", "conf", "application.yml");
        String head = "# Every setting with its default.";
        String given = Files.readString(template);
        assertThat(given).contains(head);
        check(
                template,
                given.substring(0, given.indexOf(head)) + head + " Generated; rewrite with: " + REWRITE + "\n"
                        + ConfigurationReference.yaml());
    }

    private static void check(Path file, String rendered) throws IOException {
        if (Boolean.getBoolean("generate")) {
            Files.writeString(file, rendered);
        }
        assertThat(file)
                .as("%s is stale; rewrite it with: %s", file, REWRITE)
                .usingCharset(StandardCharsets.UTF_8)
                .hasContent(rendered);
    }
}
