package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;

/** Every line of {@code docs/python-sdk.md}, from top to bottom against one appliance, as a reader would try them. */
@ConnectorTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PythonSdkGuideTest {

    private static final Pattern LINE = Pattern.compile("(?m)`(!darktrace-[^`]+)`|^ {4}(!darktrace-.*)$");

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    static List<String> lines() throws IOException {
        List<String> lines = LINE.matcher(Files.readString(Path.of("docs/python-sdk.md")))
                .results()
                .map(PythonSdkGuideTest::line)
                .toList();
        assertThat(lines).hasSizeGreaterThan(50);
        return lines;
    }

    private static String line(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    @BeforeAll
    void reset() {
        clock.reset();
        appliance.reset();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void works(String line) {
        Reply reply = Reply.toPost(web, "/api/v1/war-room", Map.of("line", line));

        assertThat(reply.text("detail")).isEmpty();
        assertThat(reply.status()).isEqualTo(200);
    }
}
