package soar.darktrace.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** The walker's context keeps to what XSOAR documents. */
class IncidentContextTest {

    private static final String BY_PBID = "Darktrace.ModelBreach(val.pbid && val.pbid == obj.pbid)";

    private final IncidentContext context = new IncidentContext();

    @Test
    void anEntryWithTheSameKeyIsUpdated() {
        merge(BY_PBID, "{\"pbid\": 95, \"score\": 1}");
        merge(BY_PBID, "{\"pbid\": 95, \"comments\": [\"a\", \"b\"]}");

        assertThat(context)
                .hasToString("{\"Darktrace\":{\"ModelBreach\":{\"pbid\":95,\"score\":1,\"comments\":[\"a\",\"b\"]}}}");
    }

    @Test
    void anEntryWithAnotherKeyIsAdded() {
        merge(BY_PBID, "{\"pbid\": 95, \"score\": 1}");
        merge(BY_PBID, "[{\"pbid\": 111}, {\"pbid\": 95, \"score\": 0.5}]");

        assertThat(context)
                .hasToString("{\"Darktrace\":{\"ModelBreach\":[{\"pbid\":95,\"score\":0.5},{\"pbid\":111}]}}");
    }

    @Test
    void withoutAKeyEveryEntryIsAdded() {
        merge("Darktrace.DryRun", "[{\"path\": \"/a\"}]");
        merge("Darktrace.DryRun", "[{\"path\": \"/a\"}]");

        assertThat(context).hasToString("{\"Darktrace\":{\"DryRun\":[{\"path\":\"/a\"},{\"path\":\"/a\"}]}}");
    }

    @Test
    void anOutputOfASubPlaybookIsAddedToWhatIsThereAlready() {
        JsonMapper json = JsonMapper.shared();
        context.append("A.State", json.valueToTree("pending"));
        context.append("A.State", json.valueToTree("active"));
        context.put("B", json.readTree("[{\"id\": 1}, {\"id\": 2}]"));
        context.append("B.State", json.valueToTree("active"));
        context.append("B.State", json.valueToTree("over"));

        assertThat(context.at("A.State")).hasToString("[\"pending\",\"active\"]");
        assertThat(context.at("B.State")).hasToString("[\"active\",\"over\"]");
    }

    @Test
    void nothingIsAddedWhereACommandFoundNothing() {
        merge(BY_PBID, "[]");

        assertThat(context).hasToString("{}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            A.B(val.s == 'x').id            | [1,3]
            A.B(val.s == 'x' && val.n > 5).id | 3
            A.B(val.n >= 4).id              | [1,2,3]
            A.B(val.n > 9).id               |
            A.B(val.t).id                   | 2
            """)
    void anExpressionSelectsEntries(String expression, String found) {
        merge(
                "A.B",
                "[{\"id\": 1, \"s\": \"x\", \"n\": 4}, {\"id\": 2, \"s\": \"y\", \"n\": 5, \"t\": true},"
                        + " {\"id\": 3, \"s\": \"x\", \"n\": 6}]");

        assertThat(context.select(expression)).hasToString(found == null ? "" : found);
    }

    private void merge(String key, String value) {
        JsonMapper json = JsonMapper.shared();
        context.merge(json.createObjectNode().set(key, json.readTree(value)));
    }
}
