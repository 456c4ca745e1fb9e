package soar.darktrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import soar.darktrace.command.CommandRequest;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** What a terminal shows while it waits, and that it asks again for what is not finished. */
class TerminalProgressTest {

    private static final Map<String, String> TERMINAL =
            Map.of(TerminalProgress.VARIABLE, "yes", OutputFormat.COLUMNS, "40");
    private static final String ERASE = "\r\u001b[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, UTF_8);

    private String shown() {
        return bytes.toString(UTF_8);
    }

    @Test
    void aLineOnATerminalThatIsErasedInTheEndAndNeverWiderThanIt() {
        try (TerminalProgress progress =
                TerminalProgress.of(TERMINAL, err, "Waiting for \u001b[2J" + "x".repeat(100), Duration.ZERO)) {
            await().until(() -> shown().contains(" 0 s"));
            progress.say("Waiting for another:");
            await().until(() -> shown().contains("Waiting for another: "));
        }
        assertThat(shown()).endsWith(ERASE);
        assertThat(shown().split("\r\u001b\\[K", -1))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(40).doesNotContain("\u001b", "\n"));
        assertThat(shown()).contains("Waiting for \\u001b[2Jxxx");
    }

    @Test
    void nothingForWhatEndsAtOnceAndNothingInAPipe() {
        TerminalProgress.of(TERMINAL, err, "quick").close();
        try (TerminalProgress piped =
                TerminalProgress.of(Map.of(OutputFormat.COLUMNS, "40"), err, "piped", Duration.ZERO)) {
            assertThat(piped.isOn()).isFalse();
        }
        assertThat(shown()).isEmpty();
    }

    private static RemoteAnswer answer(String rest) {
        return new RemoteAnswer(JsonMapper.shared()
                .readTree("{\"command\": \"darktrace-get-pcap\", \"instance\": \"main\", "
                        + "\"readable_output\": \"t\"" + rest + "}"));
    }

    private static final String UNDER_WAY =
            ", \"outputs\": {\"state\": \"in\\u001b progress\"}, \"poll\": {\"seconds\": 10,"
                    + " \"args\": {\"pcap_id\": 7, \"timeout_in_seconds\": 30}}";

    private final List<CommandRequest> asked = new ArrayList<>();
    private final List<Long> pauses = new ArrayList<>();

    private RemoteAnswer finished(Map<String, String> environment, RemoteAnswer... answers) {
        Deque<RemoteAnswer> rest = new ArrayDeque<>(List.of(answers));
        try (TerminalProgress progress = TerminalProgress.of(environment, err, "x")) {
            return new UnfinishedAnswers(
                            request -> {
                                asked.add(request);
                                return rest.pop();
                            },
                            progress,
                            err,
                            pauses::add)
                    .finished(new CommandRequest("get-pcap", Map.of("from", StringNode.valueOf("1")), null, null));
        }
    }

    @Test
    void aTerminalAsksAgainUntilItIsFinished() {
        RemoteAnswer last = answer(", \"outputs\": {\"state\": \"finished\"}");

        assertThat(finished(TERMINAL, answer(UNDER_WAY), answer(UNDER_WAY), last))
                .isSameAs(last);

        assertThat(pauses).containsExactly(10L, 10L);
        assertThat(asked)
                .hasSize(3)
                .last()
                .returns("main", CommandRequest::instance)
                .satisfies(request -> assertThat(request.arguments().keySet())
                        .containsExactlyInAnyOrder("pcap_id", "timeout_in_seconds"));
        assertThat(shown())
                .startsWith("note: It is not finished. In 10 s, ask again: darktrace-get-pcap pcap_id=7")
                .contains("This terminal asks by itself; Ctrl-C ends that.\n");
    }

    @Test
    void itGivesUpWhenTheTimeOfTheCommandIsOverAndAPipeAsksOnce() {
        assertThat(finished(TERMINAL, answer(UNDER_WAY), answer(UNDER_WAY), answer(UNDER_WAY), answer(UNDER_WAY))
                        .isFinished())
                .isFalse();
        assertThat(pauses).hasSize(3);

        asked.clear();
        bytes.reset();
        finished(Map.of(), answer(UNDER_WAY));
        assertThat(asked).hasSize(1);
        assertThat(shown()).isEmpty();
    }
}
