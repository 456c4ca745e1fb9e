package soar.darktrace.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.TestInstances;
import soar.darktrace.command.CommandException;

class RemoteIdTest {

    private static final DarktraceInstance MAIN =
            TestInstances.create("main", TestInstances.settings("http://127.0.0.1:8443/"), Clock.systemUTC());

    @ParameterizedTest
    @CsvSource({
        "main:95, main, false, 95",
        "main:aia:g1, main, true, g1",
        "main:aia:95, main, true, 95",
        "http://127.0.0.1:8443:95, http://127.0.0.1:8443, false, 95",
        "http://127.0.0.1:8443:aia:g-1, http://127.0.0.1:8443, true, g-1"
    })
    void itIsReadFromTheEnd(String text, String instance, boolean isGroup, String id) {
        RemoteId remote = RemoteId.of("id", text, MAIN);

        assertThat(remote).isEqualTo(new RemoteId(instance, isGroup, id));
        assertThat(remote).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"95", ":95", "main:", "main:abc", "main:-1", "main:aia:", "", "main:9999999999999999999"})
    void whatIsNoneIsRefusedByTheNameOfTheArgument(String text) {
        assertThatThrownBy(() -> RemoteId.of("remote_id", text, MAIN))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("remote_id must be the dbotMirrorId of an incident");
    }

    @Test
    void anIncidentOfAnotherApplianceIsNotMistakenForOneOfThis() {
        assertThatThrownBy(() -> RemoteId.of("id", "second:95", MAIN))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("id names the instance second, but main is asked");
    }
}
