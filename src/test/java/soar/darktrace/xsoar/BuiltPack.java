package soar.darktrace.xsoar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import soar.darktrace.BuildDirectory;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The zip that the build leaves.
 *
 * @param version of the connector, and of the pack
 * @param files what is in the zip, by name
 * @param times when each file was last changed
 * @param documents the files that are YAML or JSON
 */
record BuiltPack(
        String version, Map<String, byte[]> files, Map<String, LocalDateTime> times, Map<String, JsonNode> documents) {

    /** YAML, of which JSON is a part. */
    static final YAMLMapper YAML = new YAMLMapper();

    static BuiltPack read() throws IOException {
        Properties build = new Properties();
        try (var in = BuiltPack.class.getResourceAsStream("/META-INF/build-info.properties")) {
            build.load(in);
        }
        String version = build.getProperty("build.version");
        BuiltPack pack = new BuiltPack(version, new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        try (ZipFile zip = new ZipFile(BuildDirectory.PATH + "/darktrace-connector-pack-" + version + ".zip")) {
            for (ZipEntry entry :
                    zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
                byte[] content = zip.getInputStream(entry).readAllBytes();
                pack.files.put(entry.getName(), content);
                pack.times.put(entry.getName(), entry.getTimeLocal());
                if (entry.getName().matches(".*\\.(json|yml)")) {
                    pack.documents.put(entry.getName(), YAML.readTree(content));
                }
            }
        }
        return pack;
    }

    /** As {@code unzip} does. */
    void unpack(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = directory.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }

    JsonNode document(String name) {
        return Objects.requireNonNull(documents.get(name), name);
    }

    JsonNode only(String prefix) {
        assertThat(all(prefix)).hasSize(1);
        return all(prefix).get(0);
    }

    List<JsonNode> all(String prefix) {
        return documents.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .toList();
    }

    List<String> texts(String prefix, String member) {
        return all(prefix).stream()
                .map(document -> document.path(member).asString())
                .toList();
    }
}
