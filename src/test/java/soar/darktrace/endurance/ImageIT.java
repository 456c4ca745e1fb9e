package soar.darktrace.endurance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The image of the Dockerfile, built and run: {@code deploy/try-image.sh} says what that needs and what it proves. */
@Tag("release")
class ImageIT {

    /** Of the script, where a tool is missing. */
    private static final int CANNOT = 2;

    /** The script itself gives up after 40 minutes. */
    @Test
    @Timeout(value = 45, unit = TimeUnit.MINUTES)
    void theImageIsBuiltAndDoesWhatIsPromised() throws IOException, InterruptedException {
        Process script = new ProcessBuilder("bash", "deploy/try-image.sh")
                .redirectErrorStream(true)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = script.inputReader(UTF_8)) {
            output.lines().peek(System.out::println).forEach(lines::add);
        }
        int exitCode = script.waitFor();

        assumeTrue(exitCode != CANNOT, () -> String.join("\n", lines));
        assertThat(lines)
                .noneMatch(line -> line.startsWith("FAILED"))
                .last()
                .asString()
                .startsWith("The image works");
        assertThat(exitCode).isZero();
    }
}
