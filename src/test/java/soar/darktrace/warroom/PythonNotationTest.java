package soar.darktrace.warroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class PythonNotationTest {

    private static final long SEED = 20201008;

    /** Recorded from Python 3.11. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0.0, -0.0",
        "0.1, 0.1",
        "100000, 100000.0",
        "1E7, 10000000.0",
        "1E15, 1000000000000000.0",
        "9999999999999998, 9999999999999998.0",
        "1E16, 1e+16",
        "1.5E16, 1.5e+16",
        "1E22, 1e+22",
        "1E23, 1e+23",
        "2E23, 2e+23",
        "1E-3, 0.001",
        "1.25E-4, 0.000125",
        "1E-4, 0.0001",
        "9.999E-5, 9.999e-05",
        "1E-5, 1e-05",
        "-1.5E-7, -1.5e-07",
        "2.2250738585072014E-308, 2.2250738585072014e-308",
        "4.9E-324, 5e-324",
        "1E-323, 1e-323",
        "1.5E-323, 1.5e-323",
        "9.9E-323, 1e-322",
        "2E-323, 2e-323",
        "4.4E-323, 4.4e-323",
        "5E-323, 5e-323",
        "1.7976931348623157E308, 1.7976931348623157e+308",
        "9007199254740993, 9007199254740992.0",
        "2.0000000000000004, 2.0000000000000004",
        "1.0E100, 1e+100"
    })
    void writesFloatsAsPythonDoes(double value, String python) {
        assertThat(PythonFloat.repr(value)).isEqualTo(python);
    }

    @Test
    void readsBackEveryFloat() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String repr = PythonFloat.repr(value);
                assertThat(Double.parseDouble(repr))
                        .as("seed %d, run %d", SEED, i)
                        .isEqualTo(value);
                assertThat(repr).matches("-?\\d+\\.\\d+|-?\\d(\\.\\d+)?e[+-]\\d{2,3}");
            }
        }
    }

    @Test
    void neverTakesMoreDigitsThanAFloatWasWrittenWith() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            String written =
                    (1 + random.nextInt(9)) + "." + random.nextInt(1_000_000_000) + "E" + (random.nextInt(600) - 300);
            String repr = PythonFloat.repr(Double.parseDouble(written));
            assertThat(digits(repr)).as("seed %d, run %d", SEED, i).isEqualTo(digits(written));
        }
    }

    private static String digits(String number) {
        return number.split("[eE]", 2)[0].replace(".", "").replaceAll("^0+|0+$", "");
    }

    /** Recorded from Python 3.11. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '#',
            value = {
                "plain, 'plain'",
                "##, ''",
                "it's, #\"it's\"#",
                "#say \"q\"#, #'say \"q\"'#",
                "#it's \"q\"#, #'it\\'s \"q\"'#",
                "#a\nb\rc\td\\e#, #'a\\nb\\rc\\td\\\\e'#",
                "#\0\u0007\u001B\u007F\u0085\u00A0\u00AD#, #'\\x00\\x07\\x1b\\x7f\\x85\\xa0\\xad'#",
                "é日本ß, 'é日本ß'",
                "\uD83D\uDE00, '\uD83D\uDE00'",
                "#\u200B\u2028\u2029\u3000\uFEFF\uE000#, #'\\u200b\\u2028\\u2029\\u3000\\ufeff\\ue000'#",
                "\uD800, '\\ud800'",
                "x\uDC00y, 'x\\udc00y'",
                "\uDBFF\uDFFF, '\\U0010ffff'",
                "\uDB40\uDC01, '\\U000e0001'",
            })
    void quotesStringsAsPythonDoes(String text, String python) {
        assertThat(repr(JsonNodeFactory.instance.stringNode(text))).isEqualTo(python);
    }

    @Test
    void writesNestedValuesAsReprAndAsJson() {
        JsonNode value = new JsonMapper()
                .readTree(
                        "{\"a\":[null,true,false,1,1.0,{}],\"b\":{\"it's\":\"\\\"\\\\\\n\\u001f\\b\\f\\r\\té\\u007f\"},\"c\":[]}");
        assertThat(repr(value))
                .isEqualTo("{'a': [None, True, False, 1, 1.0, {}],"
                        + " 'b': {\"it's\": '\"\\\\\\n\\x1f\\x08\\x0c\\r\\té\\x7f'}, 'c': []}");
        StringBuilder json = new StringBuilder();
        PythonNotation.JSON.append(json, value);
        assertThat(json)
                .hasToString("{\"a\": [null, true, false, 1, 1.0, {}],"
                        + " \"b\": {\"it's\": \"\\\"\\\\\\n\\u001f\\b\\f\\r\\té\u007f\"}, \"c\": []}");
    }

    @Test
    void writesNodesThatNoParserMakes() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        assertThat(repr(nodes.numberNode(Double.NaN))).isEqualTo("nan");
        assertThat(repr(nodes.binaryNode(new byte[] {1}))).isEqualTo("'AQ=='");
        assertThat(repr(nodes.missingNode())).isEqualTo("None");
    }

    private static String repr(JsonNode value) {
        StringBuilder out = new StringBuilder();
        PythonNotation.REPR.append(out, value);
        return out.toString();
    }
}
