package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.AfterTheGate;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fault table of each family of commands: every fault, met by the reads and the changes that
 * {@code test-data/faults/<family>.json} names. A file says only what differs from the rule in its {@code differs}:
 * <ul>
 *   <li>a read as {@code "CUT_OFF_JSON": "darktrace_unreadable 1"}, the code and the number of requests, where
 *       {@code done} is an answer that is none of the rule's failures;
 *   <li>a change as {@code "DELAY": "outcome_unknown"}, where {@code done} is a success that reading showed.
 * </ul>
 */
@ConnectorTest
@AfterTheGate
@TestPropertySource(
        properties = {
            // Of hundreds of rows, some dozens wait for nothing else.
            "darktrace.instances.main.limits.answer-timeout=1500ms",
            "spring.datasource.url=jdbc:h2:mem:faults;DB_CLOSE_DELAY=-1"
        })
class FamilyFaultsTest {

    private static final String DONE = "done";

    /** A document that is asked for by {@code GET}: the code, and how many requests there are. */
    private static final Map<Fault, String> READS = table("""
            DELAY                | darktrace_timeout 3
            RESET                | darktrace_unavailable 3
            RESET_AFTER_APPLYING | darktrace_unavailable 3
            TOO_MANY_REQUESTS    | darktrace_unavailable 3
            SERVER_ERROR         | darktrace_unavailable 2
            BAD_GATEWAY          | darktrace_unavailable 3
            UNAVAILABLE          | darktrace_unavailable 3
            LOGIN_PAGE           | darktrace_login_page 1
            REDIRECT_TO_LOGIN    | darktrace_login_page 1
            REDIRECT_TO_403      | darktrace_permission 1
            FORBIDDEN            | darktrace_permission 1
            SIGNATURE_ERROR      | darktrace_signature 1
            DATE_ERROR           | darktrace_clock 1
            NOT_FOUND            | not_found 1
            CUT_OFF_JSON         | darktrace_unreadable 3
            TRUNCATED_JSON       | darktrace_unreadable 1
            EMPTY_BODY           | darktrace_unreadable 1
            """);

    /** A change that is settled by reading; the reads are answered. */
    private static final Map<Fault, String> CHANGES = table("""
            DELAY                | done
            RESET                | outcome_unknown
            RESET_AFTER_APPLYING | done
            REFUSED_CHANGE       | darktrace_refused
            TOO_MANY_REQUESTS    | darktrace_unavailable
            SERVER_ERROR         | outcome_unknown
            BAD_GATEWAY          | outcome_unknown
            UNAVAILABLE          | outcome_unknown
            LOGIN_PAGE           | darktrace_login_page
            REDIRECT_TO_LOGIN    | darktrace_login_page
            REDIRECT_TO_403      | darktrace_permission
            FORBIDDEN            | darktrace_permission
            SIGNATURE_ERROR      | darktrace_signature
            DATE_ERROR           | darktrace_clock
            NOT_FOUND            | not_found
            CUT_OFF_JSON         | done
            TRUNCATED_JSON       | done
            EMPTY_BODY           | done
            """);

    private static final AtomicLong HOURS = new AtomicLong();

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @Autowired
    CircuitBreakerRegistry breakers;

    @BeforeEach
    @AfterEach
    void reset() {
        appliance.reset();
        appliance.delay(Duration.ofSeconds(4));
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        clock.reset();
    }

    record Row(String family, JsonNode command, Fault fault, String expected) {

        Reply sentBy(WebTestClient web) {
            return Reply.toCommand(web, command.path("command").asString(), command.path("args"));
        }

        @Override
        public String toString() {
            return "%s: %s, %s".formatted(family, command.path("command").asString(), fault);
        }
    }

    static Stream<Row> reads() throws IOException {
        return rows("reads", READS);
    }

    static Stream<Row> changes() throws IOException {
        return rows("changes", CHANGES);
    }

    @ParameterizedTest
    @MethodSource("reads")
    void aReadSaysWhyItFailedAndIsRepeatedWhereThatMayHelp(Row row) {
        appliance.fail(row.fault());

        Reply reply = row.sentBy(web);

        String became = reply.status() == 200 ? DONE : reply.text("code");
        assertThat(became + " " + appliance.requests().size()).isEqualTo(row.expected());
        assertThat(reply.text("detail")).matches(detail -> detail.endsWith(".") || reply.status() == 200);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeIsSentOnceAndSaysWhatBecameOfIt(Row row) {
        makeRoomInQuotas();
        appliance.failNextChange(row.fault());

        Reply reply = row.sentBy(web);

        assertThat(reply.status() == 200 ? DONE : reply.text("code")).isEqualTo(row.expected());
        assertThat(changesSent()).isEqualTo(1);
    }

    static Stream<Row> lostChanges() throws IOException {
        return rows("changes", CHANGES)
                .filter(row -> row.fault() == Fault.RESET_AFTER_APPLYING || row.fault() == Fault.BAD_GATEWAY);
    }

    @ParameterizedTest
    @MethodSource("lostChanges")
    void aChangeOfWhichNothingCanBeReadEitherIsNotClaimedToBeDone(Row row) {
        makeRoomInQuotas();
        appliance.failFromNextChange(row.fault());

        Reply reply = row.sentBy(web);

        assertThat(reply.text("code")).isEqualTo("outcome_unknown");
        assertThat(reply.text("detail")).endsWith(".");
        assertThat(changesSent()).isEqualTo(1);
    }

    /** What earlier changes took of a quota per hour is older than that. */
    private void makeRoomInQuotas() {
        clock.advance(Duration.ofHours(HOURS.addAndGet(2)));
    }

    private static Stream<Row> rows(String kind, Map<Fault, String> rule) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("test-data", "faults"))) {
            List<Path> families = files.sorted().toList();
            return families.stream()
                    .flatMap(file -> JsonMapper.shared()
                            .readTree(file)
                            .path(kind)
                            .valueStream()
                            .flatMap(command -> rule.entrySet().stream()
                                    .map(entry -> new Row(
                                            file.getFileName().toString().replace(".json", ""),
                                            command,
                                            entry.getKey(),
                                            command.path("differs")
                                                    .path(entry.getKey().name())
                                                    .asString(entry.getValue())))));
        }
    }

    private long changesSent() {
        return appliance.requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .count();
    }

    private static Map<Fault, String> table(String text) {
        Map<Fault, String> table = new EnumMap<>(Fault.class);
        text.lines()
                .map(line -> line.split("\\|", -1))
                .forEach(cells -> table.put(Fault.valueOf(cells[0].strip()), cells[1].strip()));
        return table;
    }
}
