package soar.darktrace.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import soar.darktrace.playbook.Playbook.Edge;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** In the editor the flow of every playbook can be followed from the top to the bottom. */
class PlaybookLayoutTest {

    /** Pixels between a line and a box that it does not belong to, so that the two do not seem to touch. */
    private static final int DISTANCE = 10;

    /** About how wide a letter of a label is. */
    private static final int PER_LETTER = 10;

    /** Playbooks with so few steps need no sections. */
    private static final int FEW = 14;

    static Stream<Playbook> playbooks() {
        return Playbook.all().stream();
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void noTwoBoxesOverlap(Playbook playbook) {
        List<Map.Entry<String, Rectangle>> boxes =
                List.copyOf(Canvas.of(playbook).boxes().entrySet());
        for (int i = 0; i < boxes.size(); i++) {
            Rectangle around = new Rectangle(boxes.get(i).getValue());
            around.grow(DISTANCE, DISTANCE);
            assertThat(boxes.subList(i + 1, boxes.size()))
                    .filteredOn(other -> other.getValue().intersects(around))
                    .as("on task %s", boxes.get(i).getKey())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void noLineRunsBehindABox(Playbook playbook) {
        Canvas canvas = Canvas.of(playbook);
        assertThat(canvas.connections())
                .isNotEmpty()
                .allSatisfy(connection ->
                        assertThat(canvas.behind(connection, DISTANCE)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void noLineRunsUpwards(Playbook playbook) {
        assertThat(Canvas.of(playbook).connections()).allMatch(Canvas.Connection::runsDown);
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void everyLabelCanBeRead(Playbook playbook) {
        Canvas canvas = Canvas.of(playbook);
        List<Rectangle> taken = new ArrayList<>(canvas.boxes().values());
        canvas.connections().stream().filter(Canvas.Connection::hasLabel).forEach(connection -> {
            Rectangle label = connection.label(PER_LETTER * connection.text().length());
            assertThat(taken).as("under the label of " + connection).noneMatch(label::intersects);
            taken.add(label);
        });
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void theCanvasIsAsLargeAsWhatIsOnIt(Playbook playbook) {
        Rectangle bounds = Canvas.of(playbook).bounds();
        JsonNode paper = JsonMapper.shared()
                .readTree(playbook.document().path("view").asString())
                .at("/paper/dimensions");

        assertThat(new Rectangle(
                        paper.path("x").asInt(),
                        paper.path("y").asInt(),
                        paper.path("width").asInt(),
                        paper.path("height").asInt()))
                .matches(dimensions -> dimensions.contains(bounds));
    }

    /** A header stands before what its section does, whichever way leads there, and says it in a few words. */
    @ParameterizedTest
    @MethodSource("playbooks")
    void aLongOneHasSectionsWithHeaders(Playbook playbook) {
        List<Task> headers =
                playbook.tasks().values().stream().filter(Task::isHeader).toList();

        if (playbook.tasks().size() >= FEW) {
            assertThat(headers).hasSizeGreaterThanOrEqualTo(2);
        }
        assertThat(headers).allSatisfy(header -> assertThat(header.name()).matches("[A-Z][^.?]{2,40}"));
        Set<String> names = new LinkedHashSet<>();
        assertThat(playbook.tasks().values().stream()
                        .filter(task -> task.isHeader() || task.isEnd())
                        .map(Task::name))
                .as("titles can be told apart")
                .allMatch(names::add);
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void noHeaderIsFollowedByAnother(Playbook playbook) {
        assertThat(playbook.ways())
                .allSatisfy(way -> assertThat(way.stream().map(Edge::task).map(playbook::task))
                        .doesNotHaveDuplicates());
        assertThat(playbook.tasks().values())
                .filteredOn(Task::isHeader)
                .flatMap(header -> header.next().values())
                .flatMap(targets -> targets)
                .map(playbook::task)
                .noneMatch(Task::isHeader);
    }
}
