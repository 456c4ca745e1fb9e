package soar.darktrace.feature.respond;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.ActionState;
import soar.darktrace.appliance.ActionState.Stage;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;

/**
 * Random histories of RESPOND: whatever is asked, whatever time passes and whichever answers are lost, what the connector
 * reports is what is true in the appliance, and no change is sent twice. The seed is in the name of a failed test;
 * {@code -Dseed=…} repeats it.
 */
@ConnectorTest
@Tag("endurance")
class RespondStateMachineTest {

    private static final int HISTORIES = Integer.getInteger("histories", 200) / 5;
    private static final int STEPS = 15;
    private static final List<Fault> LOST_ANSWERS = List.of(
            Fault.RESET,
            Fault.RESET_AFTER_APPLYING,
            Fault.CUT_OFF_JSON,
            Fault.TRUNCATED_JSON,
            Fault.EMPTY_BODY,
            Fault.BAD_GATEWAY,
            Fault.REFUSED_CHANGE);
    private static final List<String> CHANGES = List.of(
            "darktrace-activate-action",
            "darktrace-extend-action",
            "darktrace-clear-action",
            "darktrace-reactivate-action",
            "darktrace-create-manual-action");

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    private final List<String> history = new ArrayList<>();

    static LongStream seeds() {
        String given = System.getProperty("seed");
        return given == null ? new Random().longs(HISTORIES) : LongStream.of(Long.parseLong(given));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsReportedIsTrueAndNothingIsSentTwice(long seed) {
        Random random = new Random(seed);
        clock.reset();
        appliance.reset();
        appliance.pendingAction(7, 111, Duration.ofHours(1));
        for (int step = 0; step < STEPS; step++) {
            clock.advance(Duration.ofMillis(random.nextInt(1_800_000)));
            if (random.nextInt(5) == 0) {
                appliance.pendingAction(7, 111, Duration.ofMinutes(10));
            }
            change(random);
        }
        assertThatAllActionsAreReportedAsTheyAre();
    }

    private void change(Random random) {
        String command = CHANGES.get(random.nextInt(CHANGES.size()));
        List<ActionState> before = appliance.actionStates();
        ActionState chosen = before.get(random.nextInt(before.size()));
        Map<String, Object> arguments = arguments(command, chosen, random);
        String fault = "none";
        if (random.nextInt(2) == 0) {
            Fault lost = LOST_ANSWERS.get(random.nextInt(LOST_ANSWERS.size()));
            appliance.failNextChange(lost);
            fault = lost.name();
        }
        if (random.nextInt(3) == 0) {
            Duration slow = Duration.ofMillis(random.nextInt(20_000));
            appliance.beforeReadBack(() -> clock.advance(slow));
        }
        appliance.clearRequests();

        Reply reply = Reply.toCommand(web, command, arguments);

        appliance.recover();
        history.add("%s %s on %s with %s: %d %s"
                .formatted(command, arguments, chosen, fault, reply.status(), reply.text("code")));
        long sent = appliance.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .count();
        assertThat(sent).as(history::toString).isLessThanOrEqualTo(1);
        if (reply.status() == 200) {
            assertReported(reply.body().path("outputs").path("codeid").asLong(), reply);
        } else {
            assertThat(appliance.actionStates())
                    .as(history::toString)
                    .isEqualTo(before.stream().map(this::now).toList());
        }
        assertThat(reply.body().path("warnings").toString())
                .as(history::toString)
                .doesNotContain("Darktrace shows that");
        if (reply.text("code").equals("refused_by_policy")) {
            assertThat(sent).as(history::toString).isZero();
        }
    }

    /** What becomes of an action that nobody changes. */
    private ActionState now(ActionState state) {
        boolean hasEnded = state.stage() != Stage.CLEARED && !state.expires().isAfter(clock.instant());
        return hasEnded ? new ActionState(state.codeid(), state.did(), Stage.EXPIRED, state.expires()) : state;
    }

    private static Map<String, Object> arguments(String command, ActionState chosen, Random random) {
        Map<String, Object> arguments = new HashMap<>();
        if (command.equals("darktrace-create-manual-action")) {
            arguments.put("did", random.nextBoolean() ? 7 : 823);
            arguments.put("action", random.nextBoolean() ? "quarantine" : "pol");
            arguments.put("reason", "case " + random.nextInt(3));
        } else {
            arguments.put("codeid", chosen.codeid());
        }
        if (command.equals("darktrace-extend-action") && random.nextBoolean()) {
            arguments.put("extend_by", 1 + random.nextInt(random.nextBoolean() ? 5 : 3600));
        } else if (!command.equals("darktrace-clear-action")) {
            arguments.put("duration", 1 + random.nextInt(3600));
        }
        return arguments;
    }

    private void assertReported(long codeid, Reply reply) {
        ActionState truth = appliance.actionState(codeid);
        assertThat(reply.body().at("/outputs/state").asString())
                .as(history::toString)
                .isEqualTo(truth.stage().name().toLowerCase(Locale.ROOT));
        Optional.of(reply.body().at("/outputs/remainingSeconds"))
                .filter(remaining -> !remaining.isMissingNode())
                .ifPresent(remaining -> assertThat(remaining.asLong())
                        .as(history::toString)
                        .isEqualTo(Duration.between(clock.instant(), truth.expires())
                                .toSeconds()));
    }

    private void assertThatAllActionsAreReportedAsTheyAre() {
        Reply all = Reply.toCommand(web, "darktrace-get-actions", Map.of("include_cleared", true, "limit", "all"));
        assertThat(all.body().path("outputs").isEmpty()).isFalse();
        all.body()
                .path("outputs")
                .forEach(action -> assertThat(action.path("state").asString())
                        .as(history::toString)
                        .isEqualTo(appliance
                                .actionState(action.path("codeid").asLong())
                                .stage()
                                .name()
                                .toLowerCase(Locale.ROOT)));
    }
}
