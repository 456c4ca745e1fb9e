package soar.darktrace.endurance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Commands of a shell, those of the documents among them. */
final class Commands {

    private static final Path OPERATIONS = Path.of("docs", "operations.md");

    private Commands() {}

    /** Runs one until it has ended well; the answer is its output. */
    static String run(Path directory, Map<String, String> variables, List<String> command) {
        try {
            // Not a pipe, which a server that the command starts would keep open.
            Path output = Files.createTempFile("command", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(variables);
            int exitCode = builder.start().onExit().join().exitValue();
            String said = Files.readString(output, UTF_8);
            assertThat(exitCode).as("%s: %s", command, said).isZero();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the block of docs/operations.md that begins with this comment, to the letter. */
    static String documented(String comment, Path directory, Map<String, String> variables) {
        return run(directory, variables, List.of("bash", "-euc", block(comment)));
    }

    private static String block(String comment) {
        try {
            List<String> blocks = new ArrayList<>();
            Arrays.stream(Files.readString(OPERATIONS, UTF_8).split("```bash\n", -1))
                    .skip(1)
                    .map(block -> block.substring(0, block.indexOf("```")))
                    .filter(block -> block.startsWith("# " + comment + "\n"))
                    .forEach(blocks::add);
            assertThat(blocks)
                    .as("blocks of %s that begin with # %s", OPERATIONS, comment)
                    .hasSize(1);
            return blocks.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
