package soar.darktrace.feature.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.json.JsonMapper;

/** Devices and subnets that change, and a summary of which parts fail. */
@ConnectorTest
class ChangingDevicesTest {

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @BeforeEach
    @AfterEach
    void reset() {
        appliance.reset();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            darktrace-update-device | {"did": 7, "label": "Watched", "priority": 3} | RESET                | outcome_unknown
            darktrace-update-device | {"did": 7, "label": "Watched", "priority": 3} | REFUSED_CHANGE       | darktrace_refused
            darktrace-update-device | {"did": 7, "label": "Watched", "priority": 3} | RESET_AFTER_APPLYING | ''
            darktrace-update-subnet | {"sid": 1, "latitude": 52, "longitude": 13}   | RESET                | outcome_unknown
            darktrace-update-subnet | {"sid": 1, "latitude": 52, "longitude": 13}   | REFUSED_CHANGE       | darktrace_refused
            darktrace-update-subnet | {"sid": 1, "latitude": 52, "longitude": 13}   | RESET_AFTER_APPLYING | ''
            """)
    void aChangeIsSettledByReading(String command, String arguments, Fault fault, String code) {
        appliance.failNextChange(fault);

        Reply reply = Reply.toCommand(web, command, JsonMapper.shared().readTree(arguments));

        assertThat(reply.text("code")).isEqualTo(code.replace("''", ""));
        assertThat(appliance.requests().stream()
                        .filter(request -> request.method().equals("POST")))
                .hasSize(1);
    }

    @Test
    void aTypeThatDarktraceDoesNotHaveIsRefusedBeforeAnythingIsSent() {
        Reply reply = Reply.toCommand(web, "darktrace-update-device", Map.of("did", 7, "type", "toaster"));

        assertThat(reply.text("argument")).isEqualTo("type");
        assertThat(appliance.requests()).allMatch(request -> request.method().equals("GET"));
    }

    @Test
    void whereThereIsNoSummaryItsPartsAreReadAndThoseThatFailAreNamed() {
        appliance.redirect("GET", "/devicesummary", "/403");
        appliance.redirect("GET", "/similardevices", "/403");

        Reply reply = Reply.toCommand(web, "darktrace-get-device-summary", Map.of("did", 1));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/failed/0/part").asString()).isEqualTo("similarDevices");
        assertThat(reply.body().at("/failed/0/code").asString()).isEqualTo("darktrace_permission");
        assertThat(reply.body().at("/outputs/device/hostname").asString()).isEqualTo("ip-10-0-0-1");
        assertThat(reply.body().at("/outputs/missing").toString()).contains("similarDevices");
        assertThat(reply.body().at("/outputs/details").isEmpty()).isFalse();
    }

    @Test
    void whereEveryPartFailsTheSummaryFails() {
        appliance.fail(Fault.REDIRECT_TO_403);

        assertThat(Reply.toCommand(web, "darktrace-get-device-summary", Map.of("did", 1))
                        .text("code"))
                .isEqualTo("darktrace_permission");
    }
}
