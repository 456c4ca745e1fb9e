package soar.darktrace.warroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;

class MarkdownTableTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TestFactory
    Stream<DynamicTest> rendersAsXsoarRenders() {
        JsonNode cases = JSON.readTree(Path.of("test-data", "tables.json"));
        assertThat(cases).hasSizeGreaterThan(50);
        return cases.valueStream()
                .map(golden -> DynamicTest.dynamicTest(
                        golden.get("title").stringValue(),
                        () -> assertThat(
                                        MarkdownTable.render(golden.get("title").stringValue(), golden.get("value")))
                                .isEqualTo(golden.get("table").stringValue())));
    }

    @Test
    void saysThatThereIsNothingToShow() {
        String nothing = "### T\n**No entries.**\n";
        assertThat(MarkdownTable.render("T", NullNode.getInstance())).isEqualTo(nothing);
        assertThat(MarkdownTable.render("T", MissingNode.getInstance())).isEqualTo(nothing);
        assertThat(table("[{}, {}]")).isEqualTo(nothing);
    }

    @Test
    void showsRowsThatAreNotObjectsUnderValue() {
        assertThat(table("['a|b', 1.0, [true], null, {'value': 2, 'z': 3}, {'a': 4}]"))
                .isEqualTo("""
                ### T
                |a|value|z|
                |---|---|---|
                |  | a\\|b |  |
                |  | 1.0 |  |
                |  | True |  |
                |  |  |  |
                |  | 2 | 3 |
                | 4 |  |  |
                """);
        assertThat(table("'alone'")).isEqualTo("### T\n|value|\n|---|\n| alone |\n");
    }

    @Test
    void keepsASingleColumnThatHoldsAList() {
        assertThat(table("{'comments': [{'pid': 1}]}")).isEqualTo("### T\n|comments|\n|---|\n| {'pid': 1} |\n");
    }

    @Test
    void sortsColumnsByCodePoint() {
        assertThat(
                        table(
                                "{'\uD83D\uDE00': 1, '\uFF5E': 2, '\uD83D\uDE00a': 3, 'a': 4, 'Z': 5, '': 6, 'aa': 7, '\uD83D\uDE01': 8}"))
                .startsWith("### T\n||Z|a|aa|\uFF5E|\uD83D\uDE00|\uD83D\uDE00a|\uD83D\uDE01|\n");
    }

    @Test
    void turnsEachKindOfLineBreakIntoOne() {
        assertThat(table("{'a': 'b\\r\\n\\r\\nc\\rd\\ne\\r', 'k\\ney': ['x\\r', '\\ny']}"))
                .isEqualTo("""
                ### T
                |a|k<br/>ey|
                |---|---|
                | b<br/><br/>c<br/>d<br/>e<br/> | x<br/>,<br/><br/>y |
                """);
    }

    @Test
    void rendersNumbersThatNoDoubleHolds() {
        assertThat(table("{'a': 123456789012345678901234567890, 'b': [1e400, -1e400], 'c': -1e400}"))
                .endsWith("| 123456789012345678901234567890 | inf,<br/>-inf | -Infinity |\n");
    }

    private static String table(String singleQuoted) {
        return MarkdownTable.render("T", JSON.readTree(singleQuoted.replace('\'', '"')));
    }
}
