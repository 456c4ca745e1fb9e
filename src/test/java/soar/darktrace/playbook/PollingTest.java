package soar.darktrace.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import soar.darktrace.TestClock;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The walker's GenericPolling is as strict as the scripts that XSOAR's runs. */
class PollingTest {

    private final TestClock clock = new TestClock();
    private final ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    private final Scope caller = new Scope(
            JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.objectNode(), new IncidentContext());

    PollingTest() {
        give("Ids", "A.Key");
        give("PollingCommandName", "CheckContextValue");
        give("PollingCommandArgName", "key");
        give("AdditionalPollingCommandArgNames", "regex");
        give("AdditionalPollingCommandArgValues", ".+");
        give("Interval", "5");
        give("Timeout", "45");
        give("dt", "CheckContextKey(val.key=='A.Key' && val.exists==false).key");
    }

    @Test
    void waitsForAsLongAsItMay() {
        poll();

        assertThat(Duration.between(TestClock.START, clock.instant())).isEqualTo(Duration.ofMinutes(45));
    }

    @ParameterizedTest
    @CsvSource({
        "AdditionalPollingCommandArgValues, ''",
        "AdditionalPollingCommandArgValues, 'one,two'",
        "AdditionalPollingCommandArgNames, 'regex,ignore_case'",
        "Interval, 0",
        "Timeout, ''",
        "Timeout, 44.5",
        "dt, SomethingElse(val.exists==false).key",
        "PollingCommandName, darktrace-get-actions"
    })
    void stopsThePlaybookWhereXsoarWould(String input, String value) {
        give(input, value);

        assertThatThrownBy(this::poll).isInstanceOf(AssertionError.class);
    }

    private void poll() {
        ObjectNode task = JsonNodeFactory.instance.objectNode();
        task.set("scriptarguments", arguments);
        new Polling(clock).run(new Task(task), caller);
    }

    private void give(String input, String value) {
        arguments.putObject(input).put("simple", value);
    }
}
