package soar.darktrace.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;
import soar.darktrace.client.DarktraceInstances;
import soar.darktrace.command.CommandCatalogue;
import soar.darktrace.command.CommandDispatcher;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.web.CallerLimits;

/** Which answer of a person counts, and where patience and the life of a session end, with limits that a test can wait for. */
class SessionLimitsTest extends AssistantTest {

    private static final Caller CALLER = Caller.ofThisMachine(null);
    private static final ClientCapabilities ASKING =
            new ClientCapabilities(null, null, null, new ClientCapabilities.Elicitation(null, null));

    @Autowired
    CommandCatalogue catalogue;

    @Autowired
    CommandDispatcher dispatcher;

    @Autowired
    DarktraceInstances instances;

    @Autowired
    IncidentStore store;

    @Autowired
    CallerLimits limits;

    private Sessions sessions(Duration patience, int questions) {
        Confirmation confirmation = new Confirmation(List.of(), limits, Mono.never());
        return new Sessions(
                new Methods(
                        new Tools(catalogue, dispatcher, instances, confirmation),
                        new Resources(store, instances, new Files(dispatcher)),
                        store),
                new SessionLimits(patience, questions));
    }

    /** What comes of a change about which a person is asked: the question, and what follows. */
    private static Flux<JSONRPCMessage> change(Session session) {
        Map<String, Object> call =
                Map.of("name", "darktrace-acknowledge", "arguments", Map.of("pbid", 9507, "instance", "main"));
        return session.answer(new JSONRPCRequest("tools/call", 1L, JSON.valueToTree(call)))
                .contextWrite(CALLER::putInto);
    }

    @Test
    void aPersonHasTwoMinutesAndASessionAThousandQuestions() {
        assertThat(SessionLimits.DEFAULT).isEqualTo(new SessionLimits(Duration.ofMinutes(2), 1000));
    }

    @Test
    void whatNobodyAnswersInTimeIsRefusedAndALateYesChangesNothing() {
        Session session = sessions(Duration.ofMillis(100), 1000).open(CALLER, ASKING, null);

        List<JSONRPCMessage> messages =
                Objects.requireNonNull(change(session).collectList().block(Duration.ofSeconds(30)));

        assertThat(messages).hasSize(2);
        JSONRPCRequest question = (JSONRPCRequest) messages.get(0);
        CallToolResult refused = (CallToolResult) ((JSONRPCResponse) messages.get(1)).result();
        assertThat(question.method()).isEqualTo("elicitation/create");
        assertThat(code(refused)).isEqualTo("not_confirmed");
        assertThat(text(refused)).contains("nobody answered within two minutes", "Nothing was changed");

        session.accept(yes(question)).block(Duration.ofSeconds(30));
        assertThat(appliance.requests()).isEmpty();
        assertThat(audit("command=darktrace-acknowledge&outcome=not_confirmed"))
                .contains("9507", "\"outcome\":\"not_confirmed\"", "nobody answered within two minutes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"accept\"}",
                "{\"action\":\"accept\",\"content\":{\"proceed\":\"true\"}}",
                "{\"action\":\"decline\",\"content\":{\"proceed\":true}}",
                "{}",
                "[]",
                "7"
            })
    void theFirstAnswerInTheSessionThatWasAskedCounts(String answer) {
        Sessions sessions = sessions(Duration.ofSeconds(30), 1000);
        Session session = sessions.open(CALLER, ASKING, null);
        Session other = sessions.open(CALLER, ASKING, null);

        JSONRPCMessage last = change(session)
                .doOnNext(message -> {
                    if (message instanceof JSONRPCRequest question) {
                        other.accept(yes(question)).subscribe();
                        session.accept(JSONRPCResponse.result(question.id(), JSON.readTree(answer)))
                                .subscribe();
                        session.accept(yes(question)).subscribe();
                    }
                })
                .blockLast(Duration.ofSeconds(20));

        assertThat(last)
                .isInstanceOfSatisfying(
                        JSONRPCResponse.class,
                        response -> assertThat(code((CallToolResult) response.result()))
                                .isEqualTo("not_confirmed"));
        assertThat(appliance.requests()).isEmpty();
    }

    private static JSONRPCResponse yes(JSONRPCRequest question) {
        return JSONRPCResponse.result(
                question.id(), JSON.valueToTree(Map.of("action", "accept", "content", Map.of("proceed", true))));
    }

    @Test
    void aSessionThatAskedOftenEnoughEndsButNotBeforeItsLastAnswer() {
        Sessions sessions = sessions(Duration.ofMillis(100), 2);
        Session session = sessions.open(CALLER, ASKING, null);

        change(session).blockLast(Duration.ofSeconds(30));
        assertThat(sessions.find(CALLER, session.id())).isSameAs(session);
        change(session)
                .doOnNext(message -> assertThat(sessions.find(CALLER, session.id()))
                        .as("while the second is under way")
                        .isSameAs(session))
                .blockLast(Duration.ofSeconds(30));

        assertThatThrownBy(() -> sessions.find(CALLER, session.id())).hasMessageContaining("Send initialize");
        Session next = sessions.open(CALLER, ASKING, null);
        assertThat(sessions.size()).isOne();
        assertThat(sessions.find(CALLER, next.id())).isSameAs(next);
    }
}
