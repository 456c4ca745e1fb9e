package soar.darktrace.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.command.DeclaredCommands;
import soar.darktrace.command.Effect;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every switch of the policy, by the commands that {@code test-data/guards/<family>.json} names for it: off, nothing is
 * sent and the property to set is named; on, a dry run shows what would be sent. A row with {@code reads_first} needs a
 * reading to know what it is asked for; one with {@code "open": "refused"} is refused for another reason then.
 */
class GuardsTest {

    private static final List<String> BEHIND_OTHERS =
            List.of("darktrace.instances.main.subnets.exclude", "darktrace.instances.main.intel.respond");

    /** Without its switch, a command is refused. */
    record Guard(String property, String command, JsonNode args, boolean readsFirst, boolean isOpened) {

        Reply sentBy(WebTestClient web, boolean dryRun) {
            Map<String, Object> arguments = new HashMap<>();
            args.forEachEntry(arguments::put);
            if (dryRun) {
                arguments.put("dry_run", true);
            }
            return Reply.toCommand(web, command, arguments);
        }

        /** What closes it, which is the default. */
        String closed() {
            return property.endsWith(".per-hour") ? "0" : "false";
        }

        @Override
        public String toString() {
            return property + ": " + command + " " + args;
        }
    }

    /** Only what changes something can be rehearsed. */
    private static boolean isChange(String command) {
        return DeclaredCommands.specs().stream()
                .anyMatch(spec -> spec.name().equals(command) && spec.effect() != Effect.READS);
    }

    static Stream<Guard> guards() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("test-data", "guards"))) {
            return files.sorted().toList().stream()
                    .flatMap(file -> JsonMapper.shared().readTree(file).valueStream())
                    .map(row -> new Guard(
                            "darktrace.instances.main." + row.path("switch").asString(),
                            row.path("command").asString(),
                            row.path("args"),
                            row.path("reads_first").asBoolean(false),
                            !row.has("open") && isChange(row.path("command").asString())));
        }
    }

    /** Those behind another switch are shown by {@link ChangePolicyTest}. */
    @Test
    void everySwitchIsAmongThem() throws IOException {
        assertThat(Stream.concat(guards().map(Guard::property), BEHIND_OTHERS.stream()))
                .containsAll(switches(InstancePolicy.class, "darktrace.instances.main"));
    }

    private static List<String> switches(Class<?> policy, String above) {
        return Stream.of(policy.getRecordComponents())
                .flatMap(member -> {
                    String name = above + "." + DataObjectPropertyName.toDashedForm(member.getName());
                    return member.getType().isRecord()
                            ? switches(member.getType(), name).stream()
                            : Stream.of(name).filter(known -> member.getType() == boolean.class);
                })
                .toList();
    }

    @ConnectorTest
    @Nested
    class Closed {

        @Autowired
        WebTestClient web;

        @Autowired
        SimulatedAppliance appliance;

        @DynamicPropertySource
        static void close(DynamicPropertyRegistry settings) throws IOException {
            guards().forEach(guard -> settings.add(guard.property(), guard::closed));
        }

        static Stream<Guard> guards() throws IOException {
            return GuardsTest.guards();
        }

        @BeforeEach
        void reset() {
            appliance.reset();
        }

        @ParameterizedTest
        @MethodSource("guards")
        void nothingIsSentAndThePropertyToSetIsNamed(Guard guard) {
            for (boolean dryRun : isChange(guard.command()) ? List.of(false, true) : List.of(false)) {
                Reply reply = guard.sentBy(web, dryRun);

                assertThat(reply.text("code")).isEqualTo("refused_by_policy");
                assertThat(reply.status()).isEqualTo(409);
                assertThat(reply.text("detail")).matches(".* set " + guard.property() + "(=true)?\\.");
                assertThat(appliance.requests())
                        .allMatch(request ->
                                guard.readsFirst() && request.method().equals("GET"));
            }
        }

        @Test
        void whatMovesNothingIsAllowed() {
            assertThat(Reply.toCommand(web, "darktrace-update-device", Map.of("did", 7, "label", "Laptop"))
                            .status())
                    .isEqualTo(200);
            assertThat(Reply.toCommand(
                                    web, "darktrace-post-tag-to-device", Map.of("did", 7, "tag_name", "SOAR Contained"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @ConnectorTest
    @Nested
    class Open {

        @Autowired
        WebTestClient web;

        @Autowired
        SimulatedAppliance appliance;

        static Stream<Guard> guards() throws IOException {
            return GuardsTest.guards().filter(Guard::isOpened);
        }

        @BeforeEach
        void reset() {
            appliance.reset();
        }

        @ParameterizedTest
        @MethodSource("guards")
        void aDryRunShowsTheCallAndSendsNone(Guard guard) {
            Reply reply = guard.sentBy(web, true);

            assertThat(reply.text("detail")).isEmpty();
            assertThat(reply.text("outputs_prefix")).isEqualTo("Darktrace.DryRun");
            assertThat(reply.body().path("outputs").valueStream())
                    .isNotEmpty()
                    .allMatch(call -> !call.path("method").asString().equals("GET"));
            assertThat(appliance.requests())
                    .allMatch(request -> request.method().equals("GET"));
        }
    }
}
