package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The jar that {@code mvn package} made, unpacked and prepared so that it starts quickly. */
final class PackagedConnector {

    private static final Path TARGET =
            Path.of(System.getProperty("build.directory", "target")).toAbsolutePath();
    private static final Path HOME = TARGET.resolve("endurance/app");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private PackagedConnector() {}

    /** What runs it, to be followed by its arguments. */
    static List<String> command() {
        return Prepared.COMMAND;
    }

    /** Once for all tests. */
    private static final class Prepared {

        static final List<String> COMMAND = prepare();

        private static List<String> prepare() {
            try {
                Files.createDirectories(HOME);
                run(
                        "-Djarmode=tools",
                        "-jar",
                        jar().toString(),
                        "extract",
                        "--force",
                        "--destination",
                        HOME.toString(),
                        "--application-filename",
                        "connector.jar");
                run(
                        "-XX:ArchiveClassesAtExit=classes.jsa",
                        "-Dspring.context.exit=onRefresh",
                        "-jar",
                        HOME.resolve("connector.jar").toString(),
                        "--spring.datasource.url=jdbc:h2:mem:training");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return List.of(
                    JAVA,
                    "-Xmx160m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-XX:SharedArchiveFile=" + HOME.resolve("classes.jsa"),
                    "-jar",
                    HOME.resolve("connector.jar").toString());
        }

        private static Path jar() throws IOException {
            try (Stream<Path> files = Files.list(TARGET)) {
                return files.filter(file -> file.getFileName().toString().matches("darktrace-connector-[0-9.]+\\.jar"))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("Run mvn package first: there is no jar"));
            }
        }

        private static void run(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(JAVA, "-XX:+UseSerialGC"));
            command.addAll(List.of(arguments));
            Path log = HOME.resolveSibling("preparation.log");
            Process process = new ProcessBuilder(command)
                    .directory(HOME.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            assertThat(process.onExit().join().exitValue()).as("see %s", log).isZero();
        }
    }
}
