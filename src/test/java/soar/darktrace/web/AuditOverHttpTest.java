package soar.darktrace.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.access.Attempt;
import soar.darktrace.access.AuditTrail;
import soar.darktrace.access.Caller;
import soar.darktrace.appliance.ReceivedRequest;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;

/** Who changed what, as it is written and read. */
@ConnectorTest
@ExtendWith(OutputCaptureExtension.class)
class AuditOverHttpTest {

    private static final String COMMENT = "darktrace-add-comment";

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @Autowired
    AuditTrail trail;

    @Autowired
    DataSource database;

    private String start = "";

    /** Each test begins behind the entries of those before. */
    @BeforeEach
    void readToTheEnd() {
        clock.reset();
        appliance.reset();
        Reply page = get("limit=500");
        while (!page.body().path("entries").isEmpty()) {
            page = get("limit=500&after=" + page.text("next"));
        }
        start = page.text("next");
    }

    private Reply get(String query) {
        return getAt("/api/v1/audit?" + query);
    }

    private Reply getAt(String address) {
        EntityExchangeResult<JsonNode> result =
                web.get().uri(address).exchange().expectBody(JsonNode.class).returnResult();
        return new Reply(
                result.getStatus().value(), result.getResponseHeaders(), requireNonNull(result.getResponseBody()));
    }

    /** Without the sums of what other tests were refused, which come whenever their minute is over. */
    private List<JsonNode> entries(String query) {
        return get("after=" + start + "&" + query)
                .body()
                .path("entries")
                .valueStream()
                .filter(entry -> !entry.path("command").asString().equals("unauthenticated"))
                .toList();
    }

    private Reply comment(String message) {
        return Reply.toCommand(web, COMMENT, Map.of("pbid", 95, "message", message));
    }

    @Test
    void aChangeIsOneEntryWithAllThatIsKnownOfIt() {
        Reply reply = comment("Seen by the night shift");

        JsonNode entry = entries("").get(0);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(entries("")).hasSize(1);
        assertThat(entry.path("command").asString()).isEqualTo(COMMENT);
        assertThat(entry.path("caller").asString()).isEqualTo("local");
        assertThat(entry.path("address").asString()).isEqualTo("127.0.0.1");
        assertThat(entry.path("instance").asString()).isEqualTo("main");
        assertThat(entry.path("outcome").asString()).isEqualTo("ok");
        assertThat(entry.path("policy").asString()).isEqualTo("allowed");
        assertThat(entry.path("time").asString()).isEqualTo("2026-01-02T03:04:05.000Z");
        assertThat(entry.at("/arguments/message").asString()).isEqualTo("Seen by the night shift");
        assertThat(entry.path("correlation_id").asString())
                .isEqualTo(reply.headers().getFirst("X-Correlation-Id"));
        assertThat(entry.path("answer").asString()).startsWith("### ");
        assertThat(entry.path("duration_ms").asLong(-1)).isNotNegative();
    }

    @Test
    void aReadLeavesNothing() {
        Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 95));

        assertThat(entries("")).isEmpty();
    }

    @Test
    void whatThePolicyRefusedIsInIt() {
        Reply reply = Reply.toCommand(
                web,
                "darktrace-create-manual-action",
                Map.of("did", 3, "action", "quarantine", "duration", 60, "reason", "x"));

        assertThat(reply.text("code")).isEqualTo("refused_by_policy");
        assertThat(entries("outcome=refused_by_policy"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("policy").asString()).isEqualTo("refused"));
    }

    @Test
    void entriesArePagedAndFiltered() {
        comment("one");
        comment("two");
        Reply.toCommand(web, "darktrace-acknowledge", Map.of("pbid", 95));

        Reply first = get("limit=2&after=" + start);
        assertThat(first.body().path("entries").size()).isEqualTo(2);
        assertThat(get("limit=2&after=" + first.text("next"))
                        .body()
                        .path("entries")
                        .size())
                .isEqualTo(1);
        assertThat(entries("command=*acknow*")).hasSize(1);
        assertThat(entries("caller=lo?al&instance=main&outcome=ok")).hasSize(3);
        assertThat(entries("instance=other")).isEmpty();
        assertThat(entries("from=2026-01-02T03:04:05Z&to=2026-01-02T03:04:06Z")).hasSize(3);
        assertThat(entries("to=2026-01-02T03:04:05Z")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, invalid_argument, limit",
        "limit=501, invalid_argument, limit",
        "after=x, invalid_argument, after",
        "from=yesterday, invalid_argument, from",
        "to=2026-13-01T00:00:00Z, invalid_argument, to",
        "caller=a\u0007b, invalid_argument, caller",
        "caller=a&caller=b, invalid_argument, caller",
        "calller=a, unknown_argument, calller"
    })
    void aWrongParameterIsRefusedByName(String query, String code, String argument) {
        Reply reply = get(query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("code")).isEqualTo(code);
        assertThat(reply.text("argument")).isEqualTo(argument);
    }

    @Test
    void whatHasNoEndIsUnknownOnceItsTimeIsOver() {
        Attempt attempt = new Attempt(Caller.ofThisMachine(null), "c", "darktrace-lost", "main", Map.of());
        trail.begin(attempt, Duration.ofMinutes(2)).block();

        assertThat(entries("outcome=running")).hasSize(1);
        clock.advance(Duration.ofMinutes(2).plusSeconds(1));
        assertThat(entries("outcome=outcome_unknown")).hasSize(1);
    }

    @Test
    void fiftyChangesAtOnceLeaveAnIntactChain() {
        // Not those of Reactor's that the database is called on.
        Scheduler callers = Schedulers.newBoundedElastic(50, 50, "callers");
        List<Integer> statuses = Flux.range(0, 50)
                .flatMap(
                        number -> Mono.fromCallable(
                                        () -> comment("number " + number).status())
                                .subscribeOn(callers),
                        50)
                .collectList()
                .block(Duration.ofMinutes(1));

        callers.dispose();
        assertThat(statuses).hasSize(50).containsOnly(200);
        assertThat(entries("outcome=ok")).hasSize(50);
        Reply finding = getAt("/api/v1/audit/verification");
        assertThat(finding.body().path("intact").asBoolean())
                .as("%s", finding.body())
                .isTrue();
        assertThat(getAt("/api/v1/audit/verification?head=" + finding.text("head"))
                        .body()
                        .path("intact")
                        .asBoolean())
                .isTrue();
        assertThat(getAt("/api/v1/audit/verification?head=9").text("code")).isEqualTo("invalid_argument");
    }

    /** Somebody else holds its lock for longer than the database lets anybody wait. */
    @Test
    void nothingIsChangedWhileTheAuditCannotBeWritten(CapturedOutput output) throws SQLException {
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("select * from audit_mark where name = 'head' for update");

            Reply changes = comment("unseen");
            Reply contains = Reply.toCommand(
                    web,
                    "darktrace-create-manual-action",
                    Map.of("did", 823, "action", "quarantine", "duration", 60, "reason", "x"));

            assertThat(List.of(changes, contains)).allSatisfy(reply -> {
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.text("code")).isEqualTo("audit_unavailable");
                assertThat(reply.headers().getFirst("Retry-After")).isEqualTo("5");
            });
            assertThat(appliance.requests()).extracting(ReceivedRequest::method).doesNotContain("POST");
            assertThat(getAt("/actuator/health").text("status")).isEqualTo("DOWN");
            other.rollback();
        }
        await().untilAsserted(() ->
                assertThat(getAt("/actuator/health").text("status")).isEqualTo("UP"));
        assertThat(getAt("/actuator/health")
                        .body()
                        .at("/components/audit/status")
                        .asString())
                .isEqualTo("UP");
        assertThat(comment("seen").status()).isEqualTo(200);
        assertThat(entries("")).hasSize(1);
        assertThat(output.getOut()).contains("begun, which the audit lacks");
    }

    @Test
    void eachRowIsALineForASiem(CapturedOutput output) {
        comment("for the SIEM");

        assertThat(output.getOut())
                .contains(COMMENT + " by local from 127.0.0.1: begun", COMMENT + " by local from 127.0.0.1: ended, ok");
    }
}
