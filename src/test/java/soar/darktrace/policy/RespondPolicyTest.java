package soar.darktrace.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.DarktraceConnectorApplication;
import soar.darktrace.Reply;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.json.JsonMapper;

/** The policy of an instance: off unless opened, and what it says when it is wrong. */
class RespondPolicyTest {

    @ConnectorTest
    @TestPropertySource(properties = "darktrace.instances.main.respond.enabled=false")
    @Nested
    class Off {

        @Autowired
        WebTestClient web;

        @Autowired
        SimulatedAppliance appliance;

        @BeforeEach
        void reset() {
            appliance.reset();
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
                darktrace-activate-action      | {"codeid": 4712}
                darktrace-extend-action        | {"codeid": 4711, "duration": 60}
                darktrace-clear-action         | {"codeid": 4711}
                darktrace-reactivate-action    | {"codeid": 4713, "duration": 60}
                darktrace-create-manual-action | {"did": 7, "action": "quarantine", "duration": 60}
                darktrace-create-manual-action | {"did": 7, "action": "quarantine", "duration": 60, "dry_run": true}
                """)
        void nothingIsChangedAndThePropertyToSetIsNamed(String command, String arguments) {
            Reply reply = Reply.toCommand(web, command, JsonMapper.shared().readTree(arguments));

            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.text("code")).isEqualTo("refused_by_policy");
            assertThat(reply.text("detail")).endsWith("set darktrace.instances.main.respond.enabled=true.");
            assertThat(appliance.requests()).isEmpty();
        }

        @Test
        void readingWorks() {
            assertThat(Reply.toCommand(web, "darktrace-get-actions", Map.of()).status())
                    .isEqualTo(200);
        }
    }

    @ConnectorTest
    @TestPropertySource(
            properties = {
                "darktrace.instances.main.respond.allowed-actions=connection",
                "darktrace.instances.main.respond.max-duration=10m"
            })
    @Nested
    class Narrow {

        @Autowired
        WebTestClient web;

        @Autowired
        SimulatedAppliance appliance;

        @BeforeEach
        void reset() {
            appliance.reset();
        }

        @Test
        void aKindThatIsNotAllowedIsNeitherCreatedNorActivated() {
            assertRefused(
                    Reply.toCommand(
                            web,
                            "darktrace-create-manual-action",
                            Map.of("did", 7, "action", "quarantine", "duration", 60)),
                    "The action quarantine is not among those allowed, connection; see");
            assertRefused(
                    Reply.toCommand(web, "darktrace-activate-action", Map.of("codeid", 4712)),
                    "The action quarantine is not among those allowed, connection; see");
        }

        @Test
        void anExtensionMayNotGoBeyondTheLongestTime() {
            assertRefused(
                    Reply.toCommand(web, "darktrace-extend-action", Map.of("codeid", 4711, "extend_by", 60)),
                    "3060 s are longer than the 600 s allowed");
        }

        private void assertRefused(Reply reply, String sentence) {
            assertThat(reply.text("detail")).startsWith(sentence);
            assertThat(reply.text("code")).isEqualTo("refused_by_policy");
            assertThat(appliance.requests())
                    .noneMatch(request -> request.method().equals("POST"));
        }
    }

    @ExtendWith(OutputCaptureExtension.class)
    @Nested
    class Wrong {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                protected-devices.ips=10.0.0.0/99 | protected-devices.ips must be IP addresses or networks
                allowed-actions=quarantine,isolate | allowed-actions cannot be read as one of connection, pol, gpol,
                """)
        void whatCannotBeReadStopsTheStart(String setting, String sentence, CapturedOutput output) {
            assertThat(catchThrowable(() -> new SpringApplicationBuilder(DarktraceConnectorApplication.class)
                            .web(WebApplicationType.NONE)
                            .run(
                                    "--darktrace.instances.main.url=https://a.example",
                                    "--darktrace.instances.main.public-api-token=abc",
                                    "--darktrace.instances.main.private-api-token=def",
                                    "--darktrace.instances.main.respond." + setting)))
                    .isNotNull();
            assertThat(output).contains("darktrace.instances.main.respond." + sentence);
        }
    }
}
