package soar.darktrace.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import soar.darktrace.playbook.Task.Kind;
import tools.jackson.databind.JsonNode;

/** What a playbook refers to: commands, arguments, offered values, context paths, inputs, other playbooks and scripts. */
class PlaybookReferencesTest {

    private static final Manifest MANIFEST = Manifest.read();

    static Stream<Playbook> playbooks() {
        return Playbook.all().stream();
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void everyCommandExistsWithItsArguments(Playbook playbook) {
        assertThat(commands(playbook)).allSatisfy(task -> {
            task.arguments().forEach((name, value) -> {
                if (!Commands.OF_XSOAR.contains(name)) {
                    assertOffered(MANIFEST.argument(task.runs(), name), value.path("simple"));
                }
            });
            assertThat(MANIFEST.arguments(task.runs())
                            .filter(argument -> argument.path("required").asBoolean(false))
                            .map(argument -> argument.path("name").asString()))
                    .allMatch(task.arguments()::containsKey);
            assertThat(MANIFEST.command(task.runs()).path("deprecated").asBoolean(false))
                    .isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void noCommandStopsThePlaybookOrAsksEveryAppliance(Playbook playbook) {
        assertThat(commands(playbook)).allSatisfy(task -> {
            assertThat(task.goesOnAfterAnError()).isTrue();
            assertThat(task.argument("using").path("simple").asString()).isEqualTo("${inputs.Instance}");
        });
    }

    /** An incident made by hand has its maker's name as its source instance. */
    @ParameterizedTest
    @MethodSource("playbooks")
    void theInstanceIsThatOfTheIncidentWhereThisIntegrationFetchedIt(Playbook playbook) {
        assertThat(playbook.inputs())
                .filteredOn(input -> input.path("key").asString().equals("Instance"))
                .singleElement()
                .satisfies(input -> assertThat(input.at("/value/complex/filters/0/0/right/value/simple")
                                .asString())
                        .isEqualTo(MANIFEST.integration()));
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void everyPathThatItReadsIsThere(Playbook playbook) {
        KnownPaths known = new KnownPaths(playbook);
        List<String> read = new ArrayList<>(References.in(playbook.document()));
        playbook.outputs().forEach(output -> read.add(output.path("contextPath").asString()));

        assertThat(read).isNotEmpty().allMatch(known::contain);
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void everyInputIsUsed(Playbook playbook) {
        List<String> read = References.in(playbook.document().path("tasks"));

        assertThat(playbook.inputs())
                .map(input -> "inputs." + input.path("key").asString())
                .isSubsetOf(read)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void everySubPlaybookExistsAndTakesWhatItIsGiven(Playbook playbook) {
        assertThat(tasks(playbook, Kind.PLAYBOOK)).allSatisfy(task -> {
            Set<String> given = task.arguments().keySet();
            assertThat(task.hasItsOwnContext()).isTrue();
            if (task.runs().equals(Enrichment.PLAYBOOK)) {
                assertThat(given).isSubsetOf(Enrichment.INPUTS);
            } else if (task.runs().equals(Polling.PLAYBOOK)) {
                assertThat(given).isSubsetOf(Polling.INPUTS);
                assertThat(task.argument("PollingCommandName").path("simple").asString())
                        .as("what could fail would stop the playbook")
                        .isEqualTo(Polling.SCRIPT);
            } else {
                assertThat(Playbook.named(task.runs()).inputs())
                        .map(input -> input.path("key").asString())
                        .containsAll(given);
            }
            if (task.runsForEach()) {
                assertThat(task.arguments().values().stream()
                                .map(PlaybookReferencesTest::listIn)
                                .distinct())
                        .as("an input with fewer values than another does not reach every round")
                        .singleElement()
                        .satisfies(list -> assertThat(list).contains("operator"));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void aCommandOfXsoarsOwnIsKnownAndDoesNotStopThePlaybook(Playbook playbook) {
        assertThat(tasks(playbook, Kind.BUILTIN)).allSatisfy(task -> {
            assertThat(task.goesOnAfterAnError()).isTrue();
            assertThat(Builtins.ARGUMENTS)
                    .containsEntry(task.runs(), task.arguments().keySet());
        });
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void itRunsNoScriptButThoseThatTheWalkKnows(Playbook playbook) {
        assertThat(tasks(playbook, Kind.SCRIPT)).allSatisfy(task -> {
            if (task.runs().equals("DeleteContext")) {
                assertThat(task.arguments().keySet()).containsExactlyInAnyOrder("key", "subplaybook");
                assertThat(task.argument("subplaybook").path("simple").asString())
                        .isEqualTo("auto");
                assertThat(task.hasErrorPath()).isTrue();
                return;
            }
            if (task.runs().equals(Scripts.SIMILAR)) {
                assertThat(task.arguments().keySet())
                        .containsExactlyInAnyOrder("similarCustomFields", "hoursBack", "maxResults");
                assertThat(task.hasErrorPath()).isTrue();
                return;
            }
            assertThat(task.runs()).isEqualTo("Set");
            assertThat(task.arguments()).containsKeys("key", "value");
            assertThat(task.arguments().keySet()).isSubsetOf("append", "key", "stringify", "value");
            assertThat(task.argument("append").path("simple").asString()).isEqualTo("false");
        });
    }

    private static String listIn(JsonNode value) {
        return value.at("/complex/root") + " where " + value.at("/complex/filters");
    }

    private static List<Task> commands(Playbook playbook) {
        return tasks(playbook, Kind.COMMAND);
    }

    private static List<Task> tasks(Playbook playbook, Kind kind) {
        return playbook.tasks().values().stream()
                .filter(task -> task.kind() == kind)
                .toList();
    }

    private static void assertOffered(JsonNode argument, JsonNode value) {
        if (argument.has("predefined") && !value.asString("").contains("${")) {
            assertThat(argument.path("predefined").valueStream()).contains(value);
        }
    }
}
