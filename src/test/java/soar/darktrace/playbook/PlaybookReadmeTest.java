package soar.darktrace.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages beside the playbooks say what the playbooks do now. */
class PlaybookReadmeTest {

    static Stream<Playbook> playbooks() {
        return Playbook.all().stream();
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void thePageBesideAPlaybookIsRenderedFromIt(Playbook playbook) throws IOException {
        Path page =
                Playbook.FOLDER.resolve(playbook.file().getFileName().toString().replace(".yml", "_README.md"));
        String rendered = new PlaybookReadme(playbook).render();
        if (Boolean.getBoolean("generate")) {
            Files.writeString(page, rendered);
        }
        assertThat(page)
                .as("%s is stale; rewrite it with: %s", page, PlaybookReadme.REWRITE)
                .usingCharset(StandardCharsets.UTF_8)
                .hasContent(rendered);
    }

    @Test
    void theIndexLeadsToEveryPageAndToNoOther() throws IOException {
        String index = Files.readString(Playbook.FOLDER.resolve("README.md"));
        try (Stream<Path> files = Files.list(Playbook.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("_README.md")))
                    .hasSameSizeAs(Playbook.all())
                    .allMatch(name -> index.contains("](" + name + ")"));
        }
    }
}
