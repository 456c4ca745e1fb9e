package soar.darktrace.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Names and texts that somebody chose who wants to control an analyst's terminal: whatever is printed, and wherever. */
class HostileTextsTest {

    /** Clears the screen, sets its title, takes back, rings, ends a line, turns around, hides. */
    private static final String HOSTILE =
            "a\u001b[2J\u001b]0;title\u0007\b\u009b31m\r\u0000\u202e\u2066\u2028\u200b\ufeff\u007fz";

    private static final Pattern HARMFUL = Pattern.compile(
            "[\\p{Cntrl}\\x{80}-\\x{9f}\\x{200b}-\\x{200f}\\x{2028}-\\x{202e}\\x{2060}-\\x{2069}\\x{feff}&&[^\n]]");

    /** What the terminal itself writes to make something stand out. */
    private static final Pattern OWN_STYLE = Pattern.compile("\u001b\\[[0-9]{1,2}m");

    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    static {
        SERVER.start();
    }

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    private String seen(Map<String, String> environment, String... line) {
        PrintStream stream = new PrintStream(screen, true, UTF_8);
        WarRoomTerminal.run(line, environment, stream, stream);
        return screen.toString(UTF_8);
    }

    private String asked(Map<String, String> environment, String... more) {
        return seen(
                environment,
                Stream.concat(
                                Stream.of("darktrace-get-breach", "pbid=95", "--server=" + SERVER.baseUrl()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private static void assertHarmless(String text) {
        assertThat(HARMFUL.matcher(text)
                        .results()
                        .map(found -> Integer.toHexString(found.group().codePointAt(0))))
                .as(text)
                .isEmpty();
    }

    private static ObjectNode answer(int rows) {
        String row = "| " + HOSTILE.replace("\r", "").replace("\u2028", "") + " | " + "x".repeat(60) + " |\n";
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        answer.put("command", HOSTILE).put("instance", HOSTILE);
        answer.put(
                "readable_output",
                "### " + HOSTILE + "\n|" + HOSTILE + "|b|\n|---|---|\n" + row.repeat(rows) + HOSTILE);
        answer.putArray("warnings").add(HOSTILE);
        answer.putObject("file").put("name", HOSTILE);
        answer.putObject("poll").put("seconds", 1).putObject("args").put(HOSTILE, HOSTILE);
        answer.putObject("outputs").put("state", HOSTILE).put(HOSTILE, HOSTILE);
        return answer;
    }

    @ParameterizedTest
    @CsvSource({
        "table, 80",
        "table, 20",
        "table, ''",
        "json, 80",
        "markdown, 80",
        "csv, 80",
        "json, ''",
        "markdown, ''",
        "csv, ''"
    })
    void noFormatSendsThemToATerminal(String format, String columns) {
        for (int rows = 0; rows < 3; rows++) {
            SERVER.stubFor(any(anyUrl()).willReturn(okJson(answer(rows).toString())));
            String text =
                    asked(columns.isEmpty() ? Map.of() : Map.of(OutputFormat.COLUMNS, columns), "--output=" + format);

            assertThat(text.replace("\n", ""))
                    .contains(
                            "warning:",
                            "a\\u001b[2J",
                            "note: There is a file, a\\u001b[2J",
                            "note: It is not finished");
            assertHarmless(OWN_STYLE.matcher(text).replaceAll(""));
            if (columns.isEmpty() || !format.equals("table")) {
                assertHarmless(text);
            }
        }
    }

    @Test
    void norDoesAFailure() {
        ObjectNode problem =
                JsonMapper.shared().createObjectNode().put("code", HOSTILE).put("detail", HOSTILE);
        SERVER.stubFor(any(anyUrl()).willReturn(jsonResponse(problem.toString(), 404)));
        asked(Map.of(OutputFormat.COLUMNS, "80"));
        seen(Map.of(), "darktrace-get-breach", HOSTILE + "=1");
        seen(Map.of(), "darktrace-" + HOSTILE);
        seen(Map.of(), "help", HOSTILE);
        seen(Map.of(), "test-module", "--server=" + HOSTILE);
        seen(Map.of(), "test-module", "--key-file=" + HOSTILE, "--server=http://127.0.0.1");
        seen(Map.of(), "test-module", "--" + HOSTILE);
        seen(Map.of(), "test-module", "--output=" + HOSTILE);
        seen(Map.of(), "new-api-key", HOSTILE, "--roles=" + HOSTILE);
        seen(Map.of(), "completion", HOSTILE);
        seen(Map.of(), "check-config", HOSTILE);

        assertThat(screen.toString(UTF_8)).hasLineCount(11);
        assertHarmless(screen.toString(UTF_8));
    }
}
