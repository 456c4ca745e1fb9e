package soar.darktrace.endurance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationListener;
import soar.darktrace.AfterTheGate;
import soar.darktrace.DarktraceConnectorApplication;

/** The context that the build has prepared, with the classes of the distribution. */
@AfterTheGate
class PreparedStartIT {

    private static final String AS_PREPARED = "Starting AOT-processed";

    @TempDir
    private Path directory;

    @Test
    void aPreparedContextHasTheBeansOfAnOtherOneButForThoseThatASettingAdds() throws IOException {
        String prepared = start();
        String usual = start("-Dconnector.mcp.enabled=true");

        assertThat(prepared).contains(AS_PREPARED);
        assertThat(usual).doesNotContain(AS_PREPARED);
        assertThat(without(beans(prepared), beans(usual))).isEmpty();
        assertThat(without(beans(usual), beans(prepared)))
                .isNotEmpty()
                .allMatch(bean -> bean.endsWith(" of soar.darktrace.mcp"));
    }

    /** Without what reads configuration classes, which a prepared context does not need. */
    private static Set<String> beans(String output) {
        return output.lines()
                .filter(line -> line.startsWith(PrintedBeans.MARK))
                .map(line -> line.substring(PrintedBeans.MARK.length()))
                .filter(bean -> !bean.matches("org\\.springframework\\..*\\.internal\\w+ of .*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> without(Set<String> all, Set<String> others) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }

    private String start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                PackagedConnector.home().resolve("lib") + "/*:" + onlyListener(),
                DarktraceConnectorApplication.class.getName(),
                "--server.port=0",
                "--spring.datasource.url=jdbc:h2:mem:beans"));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.onExit().join().exitValue()).as(output).isZero();
        return output;
    }

    /** A directory with the listener alone: beside it, the tests have settings of their own for an application. */
    private Path onlyListener() throws IOException {
        Path listener = directory.resolve("listener");
        String file = PrintedBeans.class.getName().replace('.', '/') + ".class";
        Files.createDirectories(listener.resolve(file).getParent());
        try (InputStream compiled = Objects.requireNonNull(PrintedBeans.class.getResourceAsStream("/" + file))) {
            Files.copy(compiled, listener.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path factories = Files.createDirectories(listener.resolve("META-INF")).resolve("spring.factories");
        Files.writeString(factories, ApplicationListener.class.getName() + "=" + PrintedBeans.class.getName() + "\n");
        return listener;
    }
}
