package soar.darktrace.policy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
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
import soar.darktrace.command.CommandAnswer;
import soar.darktrace.command.CommandDispatcher;
import soar.darktrace.command.CommandRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tag that RESPOND acts on is RESPOND, with its role and its protected devices; and a subnet is not left out by the way. */
class ChangePolicyTest {

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
        void aTagThatContainsIsNotDeletedFromUnderAProtectedDevice() {
            appliance.answer("GET", "/tags/{tid}/entities", """
                            [{"teid": 1, "entityType": "Device", "entityValue": "7"},
                             {"teid": 2, "entityType": "Device", "entityValue": "3"}]""");

            Reply reply = Reply.toCommand(web, "darktrace-delete-tag", Map.of("tag_name", "Active Threat"));

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

        /** With the changes that the tags have: to whatever they are compared, their case does not matter. */
        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
                darktrace-post-tag-to-device     | {"did": 7, "tag_name": "active threat"}
                darktrace-post-tag-to-device     | {"did": 7, "tag_name": "ACTIVE THREAT", "dry_run": true}
                darktrace-remove-tag-from-device | {"did": 7, "tag_name": "Active Threat"}
                darktrace-add-tag-entity         | {"tag_id": 57, "entity_type": "Device", "entity_value": "7"}
                darktrace-delete-tag             | {"tag_name": "active THREAT"}
                """)
        void whoMayWriteButNotRespondChangesNoTagThatContains(String command, String args) {
            assertForbidden(command, args);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
                darktrace-post-tag-to-device | {"did": 7, "tag_name": "zone::office"}
                darktrace-add-tag-entity     | {"tag_id": %d, "entity_type": "Device", "entity_value": "7"}
                """)
        void aTagThatContainsIsNotReplacedUnnoticedByAnotherOfItsScope(String command, String args) {
            Reply.toCommand(web, "darktrace-create-tag", Map.of("name", "Zone::Quarantine"));
            Reply office = Reply.toCommand(web, "darktrace-create-tag", Map.of("name", "Zone::Office"));
            String scoped = args.formatted(office.body().at("/outputs/tagId").asInt());
            assertThat(dispatched(command, scoped)).isNotNull();
            Reply.toCommand(web, "darktrace-post-tag-to-device", Map.of("did", 7, "tag_name", "Zone::Quarantine"));
            appliance.clearRequests();

            assertForbidden(command, scoped);
        }

        @Test
        void aTagOfAScopeWithOneThatContainsIsKeptFromCredentials() {
            Reply.toCommand(web, "darktrace-create-tag", Map.of("name", "Zone::Quarantine"));
            Reply office = Reply.toCommand(web, "darktrace-create-tag", Map.of("name", "Zone::Office"));

            Reply reply = Reply.toCommand(
                    web,
                    "darktrace-add-tag-entity",
                    Map.of(
                            "tag_id",
                            office.body().at("/outputs/tagId").asInt(),
                            "entity_type",
                            "Credential",
                            "entity_value",
                            "user.one"));

            assertThat(reply.text("detail")).startsWith("RESPOND acts on the tag Zone::Quarantine, and a credential");
        }

        private void assertForbidden(String command, String args) {
            assertThatThrownBy(() -> dispatched(command, args))
                    .isInstanceOf(AccessException.class)
                    .hasMessage(command + " needs the role respond, which writer does not have.");
            assertThat(appliance.requests())
                    .allMatch(request -> request.method().equals("GET"));
            assertThat(Reply.toGet(web, "/api/v1/audit?limit=500&outcome=forbidden&caller=writer&command=" + command)
                            .body()
                            .path("entries"))
                    .isNotEmpty();
        }

        private CommandAnswer dispatched(String command, String args) {
            Map<String, JsonNode> arguments = new HashMap<>();
            JsonMapper.shared().readTree(args).forEachEntry(arguments::put);
            Caller writer = new Caller("writer", null, Set.of(Role.READ, Role.WRITE), List.of("*"), List.of("*"));
            return requireNonNull(commands.dispatch(new CommandRequest(command, arguments, "main", null))
                    .contextWrite(writer::putInto)
                    .block());
        }
    }
}
