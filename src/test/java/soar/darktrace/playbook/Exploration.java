package soar.darktrace.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import soar.darktrace.playbook.Playbook.Edge;

/**
 * Walks a playbook in every way: each question answered each way, each command working, refused and, where it changes
 * something, with an unknown outcome. One test is one walk.
 */
final class Exploration {

    private final Surroundings surroundings;
    private final Consumer<Walk> truth;
    private final BiFunction<Walk, Playbook, List<String>> ends;
    private final Map<String, Set<List<Edge>>> walked = new LinkedHashMap<>();

    /**
     * An exploration.
     *
     * @param truth compares the end of a walk with what is true in Darktrace
     */
    Exploration(Surroundings surroundings, Consumer<Walk> truth) {
        this(surroundings, truth, Walk::ends);
    }

    /**
     * An exploration of a playbook whose sub-playbooks decide how it ends.
     *
     * @param ends the titles that say how a walk ended, also those of sub-playbooks
     */
    Exploration(Surroundings surroundings, Consumer<Walk> truth, BiFunction<Walk, Playbook, List<String>> ends) {
        this.surroundings = surroundings;
        this.truth = truth;
        this.ends = ends;
    }

    /** A test for each walk, by scenario. */
    Stream<DynamicNode> walks(Playbook playbook, List<Scenario> scenarios) {
        return scenarios.stream().map(scenario -> dynamicContainer(scenario.name(), walks(playbook, scenario)));
    }

    /** A test that compares the ways walked with those of the document; it has to run after the walks. */
    DynamicTest completeness(Playbook playbook) {
        return dynamicTest(
                "every way through " + playbook + " was walked",
                () -> assertThat(walked.getOrDefault(playbook.name(), Set.of()))
                        .containsExactlyInAnyOrderElementsOf(playbook.ways()));
    }

    private List<DynamicTest> walks(Playbook playbook, Scenario scenario) {
        List<DynamicTest> tests = new ArrayList<>();
        Optional<Choices> choices = Optional.of(Choices.first());
        while (choices.isPresent()) {
            Walk walk = new Walk(scenario, surroundings, choices.get());
            Optional<AssertionError> failure = failure(walk, playbook);
            tests.add(dynamicTest(walk.toString(), () -> {
                if (failure.isPresent()) {
                    throw new AssertionError(
                            scenario + ": " + walk + ": " + failure.get().getMessage(), failure.get());
                }
            }));
            walk.ways()
                    .forEach((name, ways) -> walked.computeIfAbsent(name, any -> new LinkedHashSet<>())
                            .addAll(ways));
            choices = choices.get().next();
        }
        return tests;
    }

    private Optional<AssertionError> failure(Walk walk, Playbook playbook) {
        try {
            walk.through(playbook);
            assertThat(ends.apply(walk, playbook)).isSubsetOf(walk.scenario().ends());
            truth.accept(walk);
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(e);
        }
    }
}
