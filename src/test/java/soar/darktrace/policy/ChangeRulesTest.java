package soar.darktrace.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.access.AccessException;
import soar.darktrace.access.Caller;
import soar.darktrace.access.Role;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.command.CommandDispatcher;
import soar.darktrace.command.CommandRequest;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** What may be done to tags, devices and subnets: off unless opened, and a tag that RESPOND acts on is RESPOND. */
class ChangeRulesTest {

    @ConnectorTest
    @TestPropertySource(
            properties = {
                "darktrace.instances.main.respond.enabled=false",
                "darktrace.instances.main.intel.respond=false",
                "darktrace.instances.main.tags.delete=false",
                "darktrace.instances.main.devices.update=false",
                "darktrace.instances.main.subnets.update=false",
                "darktrace.instances.main.subnets.exclude=false",
                "darktrace.instances.main.email.hold=false",
                "darktrace.instances.main.email.release=false",
                "darktrace.instances.main.email.content=false"
            })
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
                darktrace-delete-tag             | {"tag_id": 289}                                   | tags.delete
                darktrace-delete-tag             | {"tag_id": 289, "dry_run": true}                  | tags.delete
                darktrace-update-device          | {"did": 7, "priority": 1}                         | devices.update
                darktrace-update-device          | {"did": 7, "type": "Server", "dry_run": true}     | devices.update
                darktrace-update-subnet          | {"sid": 1, "label": "Lab"}                        | subnets.update
                darktrace-email-hold-email       | {"uuid": "5D1F-1.1"}                              | email.hold
                darktrace-email-hold-email       | {"uuid": "5D1F-1.1", "dry_run": true}             | email.hold
                darktrace-email-release-email    | {"uuid": "5D1F-1.1", "recipient": "a@b.example"}  | email.release
                darktrace-email-download-email   | {"uuid": "5D1F-1.1"}                              | email.content
                darktrace-email-get-email        | {"uuid": "5D1F-1.1", "include_headers": true}     | email.content
                darktrace-post-tag-to-device     | {"did": 7, "tag_name": "Active Threat"}           | respond.enabled
                darktrace-post-tag-to-device     | {"did": 7, "tag_name": " ACTIVE threat"}          | respond.enabled
                darktrace-remove-tag-from-device | {"did": 7, "tag_name": "active threat"}           | respond.enabled
                darktrace-add-tag-entity         | {"tag_id": 57, "entity_type": "Device", "entity_value": "7"}       | respond.enabled
                darktrace-add-tag-entity         | {"tag_id": 57, "entity_type": "Credential", "entity_value": "a.b"} | respond.enabled
                darktrace-post-to-watched-list   | {"endpoints": "a.example.com", "respond": true}                    | respond.enabled
                darktrace-post-to-watched-list   | {"endpoints": "a.example.com", "iagn": true, "dry_run": true}      | respond.enabled
                """)
        void nothingIsChangedAndThePropertyToSetIsNamed(String command, String arguments, String property) {
            Reply reply = Reply.toCommand(web, command, JsonMapper.shared().readTree(arguments));

            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.text("code")).isEqualTo("refused_by_policy");
            assertThat(reply.text("detail")).endsWith("set darktrace.instances.main." + property + "=true.");
            assertThat(appliance.requests())
                    .allMatch(request -> request.method().equals("GET"));
        }

        @Test
        void whatMovesNothingIsAllowed() {
            assertThat(Reply.toCommand(web, "darktrace-update-device", Map.of("did", 7, "label", "Laptop"))
                            .status())
                    .isEqualTo(200);
            assertThat(Reply.toCommand(
                                    web, "darktrace-post-tag-to-device", Map.of("did", 7, "tag_name", "SOAR Contained"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @ConnectorTest
    @TestPropertySource(
            properties = {
                "darktrace.instances.main.subnets.exclude=false",
                "darktrace.instances.main.intel.respond=false"
            })
    @Nested
    class WithoutExclusion {

        @Autowired
        WebTestClient web;

        @Autowired
        SimulatedAppliance appliance;

        @BeforeEach
        void reset() {
            appliance.reset();
        }

        @ParameterizedTest
        @CsvSource({"excluded", "model_excluded"})
        void aSubnetIsChangedButNotLeftOut(String exclusion) {
            Reply reply = Reply.toCommand(web, "darktrace-update-subnet", Map.of("sid", 1, exclusion, true));

            assertThat(reply.text("code")).isEqualTo("refused_by_policy");
            assertThat(reply.text("detail")).endsWith("set darktrace.instances.main.subnets.exclude=true.");
            assertThat(appliance.requests()).isEmpty();
            assertThat(Reply.toCommand(web, "darktrace-update-subnet", Map.of("sid", 1, "label", "Lab"))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void anEndpointIsWatchedButNotForRespond() {
            Reply reply = Reply.toCommand(
                    web, "darktrace-post-to-watched-list", Map.of("endpoints", "a.example.com", "respond", true));

            assertThat(reply.text("code")).isEqualTo("refused_by_policy");
            assertThat(reply.text("detail")).endsWith("set darktrace.instances.main.intel.respond=true.");
            assertThat(appliance.requests()).isEmpty();
            assertThat(Reply.toCommand(web, "darktrace-post-to-watched-list", Map.of("endpoints", "a.example.com"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @ConnectorTest
    @Nested
    class Open {

        @Autowired
        WebTestClient web;

        @Autowired
        SimulatedAppliance appliance;

        @Autowired
        CommandDispatcher commands;

        @BeforeEach
        void reset() {
            appliance.reset();
        }

        @Test
        void oneProtectedDeviceAmongSeveralKeepsATagThatContainsFromAll() {
            Reply reply = Reply.toCommand(
                    web, "darktrace-post-tag-to-device", Map.of("did", List.of(7, 3), "tag_name", "Active Threat"));

            assertThat(reply.text("code")).isEqualTo("refused_by_policy");
            assertThat(reply.text("detail")).contains("Device 3 is protected by its did 3");
            assertThat(appliance.requests())
                    .allMatch(request -> request.method().equals("GET"));
        }

        @Test
        void aCredentialGetsNoTagThatContainsWhileDevicesAreProtected() {
            Reply reply = Reply.toCommand(
                    web,
                    "darktrace-add-tag-entity",
                    Map.of("tag_id", 57, "entity_type", "Credential", "entity_value", "user.one"));

            assertThat(reply.text("code")).isEqualTo("refused_by_policy");
            assertThat(reply.text("detail")).endsWith("see darktrace.instances.main.respond.protected-devices.");
        }

        @Test
        void anyTagOfAProtectedDeviceThatContainsNothingMayChange() {
            assertThat(Reply.toCommand(web, "darktrace-post-tag-to-device", Map.of("did", 3, "tag_name", "Finance"))
                            .status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @CsvSource({"false", "true"})
        void whoMayWriteButNotRespondPutsNoTagThatContains(boolean dryRun) {
            Caller writer = new Caller("writer", null, Set.of(Role.READ, Role.WRITE), List.of("*"), List.of("*"));

            assertThatThrownBy(() -> commands.dispatch(tagging("active threat", dryRun))
                            .contextWrite(writer::putInto)
                            .block())
                    .isInstanceOf(AccessException.class)
                    .hasMessage("darktrace-post-tag-to-device needs the role respond, which writer does not have.");
            assertThat(appliance.requests())
                    .allMatch(request -> request.method().equals("GET"));
            assertThat(commands.dispatch(tagging("Finance", dryRun))
                            .contextWrite(writer::putInto)
                            .block())
                    .isNotNull();
        }

        private static CommandRequest tagging(String tag, boolean dryRun) {
            JsonNodeFactory json = JsonNodeFactory.instance;
            return new CommandRequest(
                    "darktrace-post-tag-to-device",
                    Map.of(
                            "did", json.numberNode(7),
                            "tag_name", json.stringNode(tag),
                            "dry_run", json.booleanNode(dryRun)),
                    "main",
                    null);
        }
    }
}
