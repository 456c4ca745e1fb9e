package soar.darktrace.feature.respond;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;

/**
 * Random histories of several callers who ask for the same at the same time, while answers get lost: each is told about its
 * own action or comment, or that its outcome is unknown, with the reference by which it can be found. The seed is in the
 * name of a failed test; {@code -Dseed=…} repeats it, but not the order in which the callers are served.
 */
@ConnectorTest
class SeveralCallersTest {

    private static final int HISTORIES = Integer.getInteger("histories", 200) / 40;
    private static final int STEPS = 5;
    private static final Pattern REFERENCE = Pattern.compile("ref:[0-9a-f]{16}");
    private static final List<Fault> OF_CHANGES = List.of(
            Fault.RESET,
            Fault.RESET_AFTER_APPLYING,
            Fault.CUT_OFF_JSON,
            Fault.TRUNCATED_JSON,
            Fault.EMPTY_BODY,
            Fault.OTHER_TEXT,
            Fault.CALLED_HTML,
            Fault.BAD_GATEWAY,
            Fault.TOO_MANY_REQUESTS,
            Fault.REFUSED_CHANGE,
            Fault.DELAY);
    private static final List<Fault> OF_READS = List.of(
            Fault.RESET, Fault.BAD_GATEWAY, Fault.TRUNCATED_JSON, Fault.EMPTY_BODY, Fault.OTHER_TEXT, Fault.DELAY);
    private static final List<String> OTHER_TEXTS = List.of("null", "5", "{}", "[]", "done");

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @Autowired
    CircuitBreakerRegistry breakers;

    static LongStream seeds() {
        String given = System.getProperty("seed");
        return given == null ? new Random().longs(HISTORIES) : LongStream.of(Long.parseLong(given));
    }

    @AfterEach
    void recover() {
        appliance.reset();
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatEachIsToldIsTrueOfItsOwn(long seed) {
        Random random = new Random(seed);
        clock.reset();
        appliance.reset();
        appliance.delay(Duration.ofMillis(50));
        for (int step = 0; step < STEPS; step++) {
            clock.advance(Duration.ofSeconds(random.nextInt(60)));
            List<String> actions = references(actions());
            List<String> comments = references(comments());

            List<Reply> contained = together(
                    random,
                    "darktrace-create-manual-action",
                    Map.of("did", 7, "action", "quarantine", "duration", 3600, "reason", "ransomware"));
            List<String> made = references(actions());
            made.removeAll(actions);
            assertTold(contained, made);
            assertThat(contained.stream()
                            .filter(reply -> reply.status() == 200)
                            .map(reply -> reply.body().at("/outputs/codeid").asLong()))
                    .doesNotHaveDuplicates();

            List<Reply> commented =
                    together(random, "darktrace-add-comment", Map.of("pbid", 111, "message", "A backup"));
            List<String> written = references(comments());
            written.removeAll(comments);
            assertTold(commented, written);

            assertAcknowledged(together(random, "darktrace-acknowledge", Map.of("pbid", 111)));
        }
    }

    /** What exists is what was claimed, and what of the unknown happened; nothing else, and nothing twice. */
    private static void assertTold(List<Reply> replies, List<String> made) {
        List<String> unknown = replies.stream()
                .filter(reply -> reply.text("code").equals("outcome_unknown"))
                .flatMap(reply ->
                        REFERENCE.matcher(reply.text("detail")).results().map(MatchResult::group))
                .toList();
        long claimed = replies.stream().filter(reply -> reply.status() == 200).count();

        assertThat(unknown).hasSize((int) replies.stream()
                .filter(reply -> reply.text("code").equals("outcome_unknown"))
                .count());
        assertThat(made).doesNotHaveDuplicates();
        assertThat(made.stream().filter(reference -> !unknown.contains(reference)))
                .as("%s made, of which %s unknown", made, unknown)
                .hasSize((int) claimed);
    }

    private void assertAcknowledged(List<Reply> replies) {
        if (replies.stream().anyMatch(reply -> reply.status() == 200)) {
            assertThat(Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 111))
                            .body()
                            .at("/outputs/acknowledged")
                            .asBoolean(false))
                    .isTrue();
            Reply.toCommand(web, "darktrace-unacknowledge", Map.of("pbid", 111));
        }
    }

    private List<Reply> together(Random random, String command, Map<String, Object> arguments) {
        appliance.say(OTHER_TEXTS.get(random.nextInt(OTHER_TEXTS.size())));
        appliance.failAtRandom(isChange -> drawn(random, isChange));
        List<CompletableFuture<Reply>> callers = IntStream.range(0, 2 + random.nextInt(3))
                .mapToObj(caller -> CompletableFuture.supplyAsync(() -> Reply.toCommand(web, command, arguments)))
                .toList();
        List<Reply> replies = callers.stream().map(CompletableFuture::join).toList();
        appliance.recover();
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        return replies;
    }

    private static Optional<Fault> drawn(Random random, boolean isChange) {
        List<Fault> faults = isChange ? OF_CHANGES : OF_READS;
        return random.nextInt(isChange ? 2 : 5) == 0
                ? Optional.of(faults.get(random.nextInt(faults.size())))
                : Optional.empty();
    }

    private JsonNode actions() {
        return Reply.toCommand(web, "darktrace-get-actions", Map.of("include_cleared", true, "limit", "all"))
                .body();
    }

    private JsonNode comments() {
        return Reply.toCommand(web, "darktrace-get-comments", Map.of("pbid", 111))
                .body();
    }

    private static List<String> references(JsonNode answer) {
        assertThat(answer.has("outputs")).isTrue();
        return new ArrayList<>(REFERENCE
                .matcher(answer.path("outputs").toString())
                .results()
                .map(MatchResult::group)
                .toList());
    }
}
