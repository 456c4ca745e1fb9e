package soar.darktrace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs Python 3; where there is none, the test that asks for it is skipped. */
public final class Python {

    private Python() {}

    /**
     * A run that ended.
     *
     * @param status 0 for one that ended well
     */
    public record Ended(int status, String output, String errors) {}

    /** What a run that ended well wrote to its standard output. */
    public static String run(Map<String, String> environment, String input, String... arguments) {
        Ended ended = end(environment, input, arguments);
        assertThat(ended.status()).as(ended.output() + ended.errors()).isZero();
        return ended.output();
    }

    /** A run to its end, however it ended. */
    public static Ended end(Map<String, String> environment, String input, String... arguments) {
        List<String> command =
                Stream.concat(Stream.of("python3"), Stream.of(arguments)).toList();
        try {
            Path errors = Files.createTempFile("python", ".err");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            Process process = started(builder);
            process.getOutputStream().write(input.getBytes(UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String said = Files.readString(errors);
            Files.delete(errors);
            return new Ended(process.exitValue(), output, said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Process started(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            return abort("There is no python3 here");
        }
    }
}
