package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import soar.darktrace.BuildDirectory;

/** The distribution that {@code mvn package} made, unpacked and prepared so that it starts quickly. */
final class PackagedConnector {

    private static final Path TARGET = BuildDirectory.PATH;

    private PackagedConnector() {}

    /** Where it is unpacked: {@code bin}, {@code conf}, {@code lib}. */
    static Path home() {
        return Prepared.HOME;
    }

    /** A script of it, to be followed by its arguments. */
    static String script(String name) {
        return home().resolve("bin").resolve(name).toString();
    }

    /** What the scripts are to know. The optimising compiler costs more than it saves where a connector lives for seconds. */
    static Map<String, String> environment(Path directory, String heap) {
        return Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS",
                "-Xmx" + heap + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                "DATA_DIRECTORY",
                directory.resolve("data").toString());
    }

    /** Once for all tests. */
    private static final class Prepared {

        static final Path HOME = prepare();

        private static Path prepare() {
            Path directory = TARGET.resolve("endurance/app");
            try {
                FileSystemUtils.deleteRecursively(directory);
                Files.createDirectories(directory);
                run(directory, "tar", "-xzf", archive().toString());
                Path home = directory.resolve(archive().getFileName().toString().replace(".tar.gz", ""));
                run(directory, home.resolve("bin/darktrace-connector").toString(), "prepare");
                return home;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path archive() throws IOException {
            try (Stream<Path> files = Files.list(TARGET)) {
                return files.filter(
                                file -> file.getFileName().toString().matches("darktrace-connector-[0-9.]+\\.tar\\.gz"))
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalStateException("Run mvn package first: there is no distribution"));
            }
        }

        private static void run(Path directory, String... command) throws IOException {
            Path log = directory.resolve("preparation.log");
            ProcessBuilder builder = new ProcessBuilder(List.of(command))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment(directory, "160m"));
            assertThat(builder.start().onExit().join().exitValue())
                    .as("see %s", log)
                    .isZero();
        }
    }
}
