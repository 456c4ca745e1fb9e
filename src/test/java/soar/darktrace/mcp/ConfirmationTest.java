package soar.darktrace.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpLoggableSession;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult.Action;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;
import soar.darktrace.command.CommandCatalogue;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.web.CallerLimits;
import tools.jackson.core.type.TypeReference;

/** A person is asked before an assistant changes something. */
class ConfirmationTest extends AssistantTest {

    private static final String COMMENT = "darktrace-add-comment";

    @Autowired
    CallerLimits limits;

    @Autowired
    CommandCatalogue catalogue;

    private final List<String> questions = new ArrayList<>();
    private final List<Integer> requestsBefore = new ArrayList<>();

    private ElicitResult answer(ElicitFormRequest question, ElicitResult answer) {
        questions.add(question.message());
        requestsBefore.add(appliance.requests().size());
        return answer;
    }

    @Test
    void aPersonIsAskedBeforeAnythingIsSentAndThenItRuns() {
        McpSyncClient client = client(
                "responder",
                question -> answer(question, new ElicitResult(Action.ACCEPT, Map.of("proceed", true), null)));
        appliance.addBreach("{\"pbid\": 95, \"time\": 1602191481000}");

        CallToolResult result = call(client, COMMENT, Map.of("pbid", 95, "message", "seen\u202E", "instance", "main"));

        assertThat(code(result)).isEmpty();
        assertThat(questions)
                .singleElement()
                .asString()
                .contains(COMMENT, "on main", "changes what Darktrace holds", "pbid = 95", "\\u{202e}", "responder");
        assertThat(requestsBefore).containsExactly(0);
        assertThat(appliance.comments(95).toString()).contains("seen");
    }

    @Test
    void noArgumentHidesBehindOthersThatSayNothing() {
        McpSyncClient client =
                client("responder", question -> answer(question, new ElicitResult(Action.DECLINE, Map.of(), null)));
        List<String> ofXsoar = List.of(
                "auto-extract",
                "debug-mode",
                "execution-timeout",
                "extend-context",
                "ignore-outputs",
                "raw-response",
                "retry-count",
                "retry-interval",
                "using-brand");
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of("instance", "main"));
        ofXsoar.forEach(name -> arguments.put(name, "a rehearsal"));
        catalogue.spec("darktrace-create-pcap").arguments().forEach(argument -> {
            arguments.put(argument.name(), "");
            argument.aliases().forEach(alias -> arguments.put(alias, ""));
        });
        List.of("ip1", "start_time", "end_time").forEach(arguments::remove);
        arguments.put("start_time", "5 minutes ago");
        arguments.put("end_time", "1 minute ago");
        arguments.put("ip1", "10.0.0.1");

        CallToolResult result = client.callTool(new CallToolRequest("darktrace-create-pcap", arguments, null));

        assertThat(arguments).hasSizeGreaterThan(21);
        assertThat(code(result)).isEqualTo("not_confirmed");
        assertThat(questions)
                .singleElement()
                .asString()
                .contains("ip1 = \"10.0.0.1\"")
                .containsPattern("Ignored arguments, which are blank or XSOAR's own: \\d\\d\\n")
                .doesNotContain("using-brand", "rehearsal");
    }

    @Test
    void aQuestionIsNotLongerThanAPersonReads() {
        McpSyncClient client =
                client("responder", question -> answer(question, new ElicitResult(Action.DECLINE, Map.of(), null)));
        String hidden = "\u202E".repeat(10_000);

        call(client, COMMENT, Map.of("pbid", 95, "message", hidden, "debug-mode", hidden, "raw-response", hidden));

        assertThat(questions)
                .singleElement()
                .asString()
                .hasSizeLessThan(1_000)
                .contains("pbid = 95", "more characters)", "XSOAR's own: 2\n");
    }

    @ParameterizedTest
    @CsvSource({"ACCEPT, false", "DECLINE, true", "CANCEL, true"})
    void whatThePersonDoesNotWantIsNotDone(Action action, boolean proceed) {
        McpSyncClient client = client(
                "responder", question -> answer(question, new ElicitResult(action, Map.of("proceed", proceed), null)));

        CallToolResult result = call(client, "darktrace-acknowledge", Map.of("pbid", 95));

        assertThat(code(result)).isEqualTo("not_confirmed");
        assertThat(questions).hasSize(1);
        assertThat(audit("command=darktrace-acknowledge"))
                .contains("\"caller\":\"responder\"", "\"outcome\":\"not_confirmed\"");
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void aClientThatCannotAskIsRefusedUnlessItsCallerIsListed() {
        appliance.addBreach("{\"pbid\": 95, \"time\": 1602191481000}");

        CallToolResult refused = call(client("responder"), COMMENT, Map.of("pbid", 95, "message", "a"));
        CallToolResult allowed = call(client("night-watch"), COMMENT, Map.of("pbid", 95, "message", "b"));

        assertThat(code(refused)).isEqualTo("not_confirmed");
        assertThat(text(refused)).contains("connector.mcp.unasked-callers");
        assertThat(code(allowed)).isEmpty();
    }

    @Test
    void whoeverDoesNotAnswerInTimeHasNotAgreed() {
        Confirmation confirmation = new Confirmation(List.of(), limits, Mono.never());

        assertThatThrownBy(() -> ask(confirmation, Mono.error(new TimeoutException())))
                .hasMessageContaining("nobody answered within two minutes");
        assertThatThrownBy(() -> ask(confirmation, Mono.error(new IllegalStateException("gone"))))
                .hasMessageContaining("did not ask the person");
    }

    @Test
    void aStopOfTheConnectorWaitsForNobody() {
        Confirmation confirmation = new Confirmation(List.of(), limits, Mono.empty());

        assertThatThrownBy(() -> ask(confirmation, Mono.never())).hasMessageContaining("the connector stops");
    }

    private void ask(Confirmation confirmation, Mono<Object> answer) {
        Caller caller = Caller.ofThisMachine(null);
        CommandSpec spec = catalogue.spec("darktrace-acknowledge");
        McpAsyncServerExchange exchange = new McpAsyncServerExchange(
                "1",
                new OtherSide(answer),
                new ClientCapabilities(null, null, null, new ClientCapabilities.Elicitation(null, null)),
                new Implementation("t", null, "1", null, null, null),
                McpTransportContext.EMPTY);
        confirmation
                .ask(caller, exchange, spec, "Run it?")
                .contextWrite(caller::putInto)
                .block(Duration.ofSeconds(30));
    }

    /** A client that answers so. */
    private record OtherSide(Mono<Object> answer) implements McpLoggableSession {

        @Override
        public <T> Mono<T> sendRequest(String method, Object parameters, TypeRef<T> type) {
            return answer.then(Mono.empty());
        }

        @Override
        public Mono<Void> sendNotification(String method, Object parameters) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.empty();
        }

        @Override
        public void close() {}

        @Override
        public void setMinLoggingLevel(LoggingLevel level) {}

        @Override
        public boolean isNotificationForLevelAllowed(LoggingLevel level) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "responder | darktrace-acknowledge | {\"pbid\": 95, \"instance\": \"elsewhere\"} | unknown_instance",
                "responder | darktrace-acknowledge | {\"pbid\": 95} | invalid_request",
                "responder | darktrace-acknowledge | {\"pbid\": \"x\", \"instance\": \"main\"} | invalid_argument",
                "responder | darktrace-acknowledge | {\"instance\": \"main\"} | missing_argument",
                "responder | darktrace-acknowledge | {\"pbid\": 95, \"instance\": \"main\", \"dry_run\": \"perhaps\"} |"
                        + " invalid_argument",
                "laboratory | darktrace-acknowledge | {\"pbid\": 95, \"instance\": \"main\"} | forbidden",
                "responder | darktrace-delete-tag | {\"tag_id\": 5, \"instance\": \"lab\"} | refused_by_policy",
                "responder | darktrace-delete-tag | {\"instance\": \"main\"} | invalid_argument",
                "responder | darktrace-create-pcap | {\"ip1\": \"10.0.0.1\", \"start_time\": \"5 minutes ago\","
                        + " \"end_time\": \"1 minute ago\", \"instance\": \"lab\"} | refused_by_policy",
                "responder | darktrace-create-ai-analyst-investigation | {\"did\": 7, \"investigate_time\": \"5 minutes ago\", \"instance\":"
                        + " \"lab\"} | refused_by_policy",
                "responder | darktrace-post-tag-to-device | {\"did\": 7, \"tag_name\": \"Active Threat\", \"instance\":"
                        + " \"lab\"} | refused_by_policy",
                "responder | darktrace-post-to-watched-list | {\"endpoints\": \"corp.example.com\", \"instance\":"
                        + " \"main\"} | refused_by_policy",
                "writer | darktrace-post-tag-to-device | {\"did\": 7, \"tag_name\": \"active threat\", \"instance\":"
                        + " \"main\"} | forbidden",
                "writer | darktrace-post-to-watched-list | {\"endpoints\": \"evil.example.com\", \"respond\": true,"
                        + " \"instance\": \"main\"} | forbidden"
            })
    void nobodyIsAskedAboutWhatIsRefusedWithoutDarktrace(String caller, String tool, String arguments, String code) {
        McpSyncClient client = client(
                caller, question -> answer(question, new ElicitResult(Action.ACCEPT, Map.of("proceed", true), null)));

        CallToolResult result = client.callTool(new CallToolRequest(
                tool, JSON.readValue(arguments, new TypeReference<Map<String, Object>>() {}), null));

        assertThat(code(result)).as(text(result)).isEqualTo(code);
        assertThat(questions).isEmpty();
        assertThat(appliance.requests()).isEmpty();
        assertThat(audit("command=" + tool)).contains("\"caller\":\"" + caller + "\"", "\"outcome\":\"" + code + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "darktrace-post-to-watched-list | {\"endpoints\": \"evil.example.com\"} | , which changes what"
                        + " Darktrace holds:",
                "darktrace-post-to-watched-list | {\"endpoints\": \"evil.example.com\", \"respond\": true} | , which acts"
                        + " on a device or a person:",
                "darktrace-post-tag-to-device | {\"did\": 7, \"tag_name\": \"active threat\"} | , which acts on a device or a"
                        + " person:",
                "darktrace-delete-tag | {\"tag_name\": \"Active Threat\"} | , which acts on a device or a person:",
                "darktrace-delete-tag | {\"tag_id\": 5} | (and may act on a device or a person, which only Darktrace"
                        + " knows):"
            })
    void theQuestionSaysWhatTheRunWillDoToTheWorld(String tool, String arguments, String effect) {
        McpSyncClient client =
                client("responder", question -> answer(question, new ElicitResult(Action.DECLINE, Map.of(), null)));

        CallToolResult result =
                call(client, tool, JSON.readValue(arguments, new TypeReference<Map<String, Object>>() {}));

        assertThat(code(result)).isEqualTo("not_confirmed");
        assertThat(questions).singleElement().asString().contains(effect);
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void nobodyIsAskedAboutADryRunOrAboutWhatIsRefusedAnyway() {
        ElicitResult yes = new ElicitResult(Action.ACCEPT, Map.of("proceed", true), null);
        McpSyncClient responder = client("responder", question -> answer(question, yes));
        McpSyncClient reader = client("reader", question -> answer(question, yes));
        appliance.addBreach("{\"pbid\": 95, \"time\": 1602191481000}");

        CallToolResult rehearsed = call(responder, COMMENT, Map.of("pbid", 95, "message", "a", "dry_run", true));
        CallToolResult wrong = call(responder, COMMENT, Map.of("pbit", 95));
        CallToolResult forbidden = call(reader, COMMENT, Map.of("pbid", 95, "message", "a"));

        assertThat(structured(rehearsed).path("effect").asString()).isEqualTo("changes");
        assertThat(text(rehearsed)).contains("a dry run: nothing was changed");
        assertThat(code(wrong)).isEqualTo("unknown_argument");
        assertThat(code(forbidden)).isEqualTo("forbidden");
        assertThat(questions).isEmpty();
    }
}
