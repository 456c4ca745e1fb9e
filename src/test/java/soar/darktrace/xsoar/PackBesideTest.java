package soar.darktrace.xsoar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands of docs/xsoar.md for a pack that is to stay beside the public one. */
class PackBesideTest {

    private static final String PUBLIC = "Darktrace Model Breach";
    private static final String OURS = "Darktrace Connector Breach";

    @TempDir
    Path beside;

    @Test
    void thePackBesideThePublicOneHasATypeOfItsOwnAndLeavesEveryFieldToThePublicTypesToo() throws Exception {
        BuiltPack.read().unpack(beside);
        String guide = Files.readString(Path.of("docs/xsoar.md"));
        String commands = guide.substring(guide.indexOf("  sed -i"), guide.indexOf("  zip -qr"));
        Process sed = new ProcessBuilder("bash", "-ec", commands)
                .directory(beside.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(sed.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(sed.exitValue())
                .as(new String(sed.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();

        assertThat(values("IncidentTypes", "/id")).contains(OURS).doesNotContain(PUBLIC);
        assertThat(values("IncidentTypes", "/name")).contains(OURS).doesNotContain(PUBLIC);
        assertThat(documents("Classifiers"))
                .extracting(JsonNode::toString)
                .allSatisfy(classifier -> assertThat(classifier).doesNotContain('"' + PUBLIC + '"'))
                .anySatisfy(classifier -> assertThat(classifier).contains("\"defaultIncidentType\":\"" + OURS + '"'));
        for (JsonNode field : documents("IncidentFields")) {
            List<String> types = field.path("associatedTypes")
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList();
            if (types.contains(PUBLIC) || types.contains("Darktrace Model Breach Alert")) {
                assertThat(types).as(field.path("name").asString()).contains(PUBLIC, OURS);
            }
        }
    }

    private List<String> values(String folder, String pointer) throws IOException {
        return documents(folder).stream()
                .map(document -> document.at(pointer).asString())
                .toList();
    }

    private List<JsonNode> documents(String folder) throws IOException {
        try (Stream<Path> files = Files.list(beside.resolve(folder))) {
            return files.map(file -> BuiltPack.YAML.readTree(file.toFile())).collect(Collectors.toList());
        }
    }
}
