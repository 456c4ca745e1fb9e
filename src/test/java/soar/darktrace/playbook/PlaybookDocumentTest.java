package soar.darktrace.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import soar.darktrace.playbook.Playbook.Edge;
import soar.darktrace.playbook.Task.Kind;
import soar.darktrace.xsoar.SdkSchema;

/** What can be seen of a playbook without running it. */
class PlaybookDocumentTest {

    static Stream<Playbook> playbooks() {
        return Playbook.all().stream();
    }

    @Test
    void noTwoTasksHaveTheSameTaskid() {
        assertThat(playbooks()
                        .flatMap(playbook -> playbook.tasks().values().stream())
                        .map(task -> task.node().path("taskid").asString()))
                .hasSizeGreaterThan(100)
                .doesNotHaveDuplicates()
                .allSatisfy(taskid -> assertThat(UUID.fromString(taskid)).hasToString(taskid));
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void fitsTheSchemaOfTheSdk(Playbook playbook) {
        assertThat(SdkSchema.of("playbook").problems(playbook.document())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void isNamedAsXsoarWantsIt(Playbook playbook) {
        assertThat(playbook.document().path("id").asString()).isEqualTo(playbook.name());
        assertThat(playbook.file().getFileName())
                .hasToString("playbook-" + playbook.name().replace(' ', '_') + ".yml");
        assertThat(playbook.document().path("version").asInt()).isEqualTo(-1);
        assertThat(playbook.document().path("fromversion").asString()).isEqualTo("6.10.0");
        assertThat(playbook.description()).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void itsTasksCallThemselvesAsTheyAreCalled(Playbook playbook) {
        assertThat(playbook.start().kind()).isEqualTo(Kind.START);
        assertThat(playbook.tasks()).allSatisfy((key, task) -> {
            assertThat(task.id()).isEqualTo(key);
            assertThat(task.node().path("task").path("id"))
                    .isEqualTo(task.node().path("taskid"));
        });
        assertThat(playbook.tasks().values().stream()
                        .map(task -> task.node().path("view").asString()))
                .as("places on the canvas")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void everyTaskIsOnAWayFromTheStartToATitle(Playbook playbook) {
        Set<String> passed = new LinkedHashSet<>();
        playbook.ways().forEach(way -> way.stream().map(Edge::task).forEach(passed::add));
        List<Task> ends = playbook.tasks().values().stream().filter(Task::isEnd).toList();
        assertThat(ends).isNotEmpty().allMatch(task -> task.kind() == Kind.TITLE);
        ends.forEach(end -> {
            assertThat(playbook.tasks().values())
                    .as("something leads to " + end)
                    .anyMatch(task -> task.next().containsValue(List.of(end.id())));
            passed.add(end.id());
        });
        assertThat(passed).containsExactlyInAnyOrderElementsOf(playbook.tasks().keySet());
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void everyOutcomeHasOneWayOn(Playbook playbook) {
        assertThat(playbook.tasks().values()).filteredOn(task -> !task.isEnd()).allSatisfy(task -> {
            assertThat(task.next().keySet()).containsExactlyInAnyOrderElementsOf(outcomes(task));
            assertThat(task.next().values()).allMatch(targets -> targets.size() == 1);
        });
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void itsTextsReadAsXsoarsDo(Playbook playbook) {
        assertThat(playbook.tasks().values())
                .filteredOn(task -> task.kind() != Kind.START && task.kind() != Kind.TITLE)
                .allSatisfy(task -> {
                    assertThat(task.name()).matches("[A-Z].*[^.]");
                    assertThat(task.name().endsWith("?"))
                            .isEqualTo(task.kind() == Kind.CONDITION || task.kind() == Kind.QUESTION);
                    assertThat(task.node().path("task").path("description").asString())
                            .endsWith(".");
                });
        assertThat(Stream.concat(playbook.inputs().stream(), playbook.outputs().stream()))
                .allSatisfy(
                        item -> assertThat(item.path("description").asString()).endsWith("."));
    }

    private static List<String> outcomes(Task task) {
        return switch (task.kind()) {
            case COMMAND, BUILTIN, SCRIPT -> task.hasErrorPath() ? List.of("#none#", "#error#") : List.of("#none#");
            case QUESTION -> task.answers();
            case CONDITION ->
                Stream.concat(
                                task.node()
                                        .path("conditions")
                                        .valueStream()
                                        .map(branch -> branch.path("label").asString()),
                                Stream.of("#default#"))
                        .toList();
            case START, TITLE, PLAYBOOK, FORM, MANUAL -> List.of("#none#");
        };
    }
}
