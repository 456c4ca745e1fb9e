package soar.darktrace.warroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ChosenColumnsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void showsTheChosenColumnsInTheirOrderAndLeavesOutWhatNoRowHas() {
        assertThat(table("""
                        [{"pbid": 95, "score": 1.0, "model": {"name": "A|B", "description": "long"}, "acknowledged": false},
                         {"pbid": 96, "model": {"name": "C"}}]""", "pbid", "model.name", "score", "device.ip")).isEqualTo("""
                        ### T
                        |pbid|model.name|score|
                        |---|---|---|
                        | 95 | A\\|B | 1.0 |
                        | 96 | C |  |
                        """);
    }

    @Test
    void showsDistinctValuesOfAListAndNoPythonDict() {
        assertThat(table("""
                        [{"connections": [{"ip": "203.0.113.9"}, {"ip": "203.0.113.9"}, {"ip": "203.0.113.10"}],
                          "ids": [7, 8], "ips": [{"ip": 1}, {"ip": 2}], "who": {"name": "api", "tags": ["x"]}}]""", "connections.ip", "ids", "ips", "who"))
                .endsWith("| 203.0.113.9, 203.0.113.10 | 7, 8 | 2 items | name: api |\n");
    }

    @Test
    void cutsALongText() {
        assertThat(table("{\"failure\": \"" + "ü".repeat(300) + "\"}", "failure"))
                .endsWith("| " + "ü".repeat(200) + "… |\n");
    }

    @Test
    void showsTheFirstColumnsOfAnAnswerInAnotherShape() {
        assertThat(table("""
                        [{"a": 1, "b": {"c": 2}, "d": 3, "e": 4, "f": 5, "g": 6, "h": 7, "i": 8, "j": 9}]""", "pbid"))
                .startsWith("### T\n|a|b|d|e|f|g|h|i|\n")
                .endsWith("| 1 | c: 2 | 3 | 4 | 5 | 6 | 7 | 8 |\n");
    }

    @Test
    void showsAnOddItemBesideTheOthers() {
        assertThat(table("[{\"pbid\": 95}, \"odd\", null, [1, {\"a\": 2}]]", "pbid"))
                .isEqualTo("""
                        ### T
                        |pbid|value|
                        |---|---|
                        | 95 |  |
                        |  | odd |
                        |  |  |
                        |  | 2 items |
                        """);
    }

    @Test
    void writesEveryTimeAlike() {
        ChosenColumns columns = new ChosenColumns(
                List.of("time", "score"), Set.of("time"), time -> JSON.valueToTree("at " + time.asString()));

        assertThat(columns.render("T", JSON.readTree("[{\"time\": 1795717088901, \"score\": 1}]")))
                .endsWith("| at 1795717088901 | 1 |\n");
    }

    @Test
    void showsTheItemsOfTheOnlyFieldOfAnAnswer() {
        assertThat(table("{\"connections\": [{\"ip\": \"203.0.113.9\", \"port\": 443}]}", "pbid"))
                .isEqualTo("### T\n|ip|port|\n|---|---|\n| 203.0.113.9 | 443 |\n");
    }

    @Test
    void saysThatThereIsNothingToShow() {
        assertThat(table("[]", "pbid")).isEqualTo("### T\n**No entries.**\n");
        assertThat(table("null", "pbid")).isEqualTo("### T\n**No entries.**\n");
        assertThat(table("[{}]", "pbid")).isEqualTo("### T\n**No entries.**\n");
    }

    private static String table(String json, String... columns) {
        return new ChosenColumns(List.of(columns), Set.of(), UnaryOperator.identity()).render("T", JSON.readTree(json));
    }
}
