package soar.darktrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import soar.darktrace.access.ApiKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class NewApiKeyTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void printsTheKeyInTheFirstLineAndItsEntryBelow() {
        assertThat(run("new-api-key soc-1 --roles=read,respond --instances=main,params --commands=darktrace-get-*"
                        + " --expires=2027-01-01"))
                .isZero();

        String[] parts = out.toString(UTF_8).split("\n", 2);
        assertThat(parts[0]).matches("dtc_[A-Za-z0-9_-]{43}");
        JsonNode entry = new YAMLMapper().readTree(parts[1]).path("soc-1");
        assertThat(entry.toString())
                .isEqualTo("{\"hash\":\"" + new ApiKey(parts[0]).hash()
                        + "\",\"roles\":[\"read\",\"respond\"],\"instances\":[\"main\",\"params\"],"
                        + "\"commands\":[\"darktrace-get-*\"],\"expires\":\"2027-01-01\"}");
        assertThat(parts[1]).doesNotContain(parts[0]);
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void printsAnotherKeyEachTime() {
        run("new-api-key soc --roles=read");
        run("new-api-key soc --roles=read");

        assertThat(out.toString(UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("dtc_"))
                        .distinct())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "new-api-key soc --roles=raed | There is no role raed; did you mean read?",
                "new-api-key soc | Write new-api-key <id> --roles=read,respond",
                "new-api-key --roles=read | Write new-api-key <id> --roles=read,respond",
                "new-api-key so:c --roles=read | The ID of a caller has up to 64 letters",
                "new-api-key soc --role=read | There is no option --role; did you mean --roles?",
                "new-api-key soc --roles=read --expires=soon | --expires must be a date such as 2027-01-01.",
                "new-api-key soc --roles= | The option --roles needs a value",
                "new-api-key soc --roles=, | There is no role"
            })
    void refusesAWrongLineAndMakesNoKey(String line, String sentence) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(err.toString(UTF_8)).startsWith("invalid_request: " + sentence);
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    private int run(String line) {
        return WarRoomTerminal.run(
                line.split(" "), Map.of(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }
}
