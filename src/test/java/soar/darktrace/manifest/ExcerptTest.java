package soar.darktrace.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExcerptTest {

    @Test
    void keepsTheFirstItemsOfEachListAndCountsTheOthers() {
        assertThat(Excerpt.of(json("[{'a': [1, 2, 3]}, {'a': []}, 4, 5]")))
                .isEqualTo(json("[{'a': [1, 2, '… 1 more']}, {'a': []}, '… 2 more']"));
    }

    @Test
    void keepsShortListsAsTheyAre() {
        assertThat(Excerpt.of(json("{'a': [1, 2], 'b': null}"))).isEqualTo(json("{'a': [1, 2], 'b': null}"));
    }

    @Test
    void cutsLongCellsAlone() {
        assertThat(Excerpt.ofTable("|a|b|\n|---|---|\n| short | " + "x".repeat(400) + " |\n"))
                .isEqualTo("|a|b|\n|---|---|\n| short | " + "x".repeat(300) + "… |\n");
    }

    @Test
    void leavesNoHalfLineBreakAndNoLoneBackslash() {
        assertThat(Excerpt.ofTable("| a | " + "x".repeat(297) + "<br/>y | b |\n"))
                .isEqualTo("| a | " + "x".repeat(297) + "… | b |\n");
        assertThat(Excerpt.ofTable("| a | " + "x".repeat(299) + "\\|y | b |\n"))
                .isEqualTo("| a | " + "x".repeat(299) + "… | b |\n");
    }

    private static JsonNode json(String quotedOnce) {
        return JsonMapper.shared().readTree(quotedOnce.replace('\'', '"'));
    }
}
