package soar.darktrace.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.access.AccessException;
import soar.darktrace.access.Caller;
import soar.darktrace.access.Role;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.command.CommandDispatcher;
import soar.darktrace.command.CommandRequest;
import tools.jackson.databind.node.JsonNodeFactory;

/** Nothing of one's own is ever watched, and RESPOND acts on sight only where it may. */
@ConnectorTest
class WatchRulesTest {

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.1.2.3                | ips (10.0.0.0/8)
            10.1.2.3/32             | ips (10.0.0.0/8)
            0.0.0.0/0               | ips (10.0.0.0/8)
            172.16.0.0/11           | ips (172.16.0.0/12)
            192.168.7.0/24          | ips (192.168.0.0/16)
            127.0.0.1               | ips (127.0.0.0/8)
            169.254.169.254         | ips (169.254.0.0/16)
            ::ffff:10.0.0.1         | ips (10.0.0.0/8)
            ::1                     | ips (::1)
            FE80::1                 | ips (fe80::/10)
            fd00::/8                | ips (fc00::/7)
            0.0.0.0                 | ips (0.0.0.0/8)
            100.64.0.1              | ips (100.64.0.0/10)
            224.0.0.251             | ips (224.0.0.0/3)
            255.255.255.255         | ips (224.0.0.0/3)
            ff02::1                 | ips (ff00::/8)
            CORP.example.com        | domains (corp.example.com)
            vpn.corp.example.com.   | domains (corp.example.com)
            example.com             | domains (corp.example.com)
            a.b.intern.example.net  | domains (*.intern.example.net)
            intern.example.net      | domains (*.intern.example.net)
            """)
    void whatIsProtectedIsNotWatched(String endpoint, String property) {
        Reply reply = Reply.toCommand(
                web, "darktrace-post-to-watched-list", Map.of("endpoints", List.of("bad.example.net", endpoint)));

        assertThat(reply.text("code")).isEqualTo("refused_by_policy");
        assertThat(reply.text("detail"))
                .endsWith("see darktrace.instances.main.intel.protected-endpoints." + property + ".");
        assertThat(appliance.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"172.15.255.255", "11.0.0.0/8", "notcorp.example.com", "2001:db8::10", "fbff::1"})
    void whatIsNextToItIsWatched(String endpoint) {
        assertThat(Reply.toCommand(web, "darktrace-post-to-watched-list", Map.of("endpoints", endpoint))
                        .status())
                .isEqualTo(200);
    }

    /** It is not what is below it. */
    @Test
    void aHostAboveAProtectedDomainMayBeWatchedAlone() {
        assertThat(Reply.toCommand(
                                web,
                                "darktrace-post-to-watched-list",
                                Map.of("endpoints", "example.com", "hostname", true))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoMayWriteButNotRespondDoesNotLetRespondAct(boolean dryRun) {
        Caller writer = new Caller("writer", null, Set.of(Role.READ, Role.WRITE), List.of("*"), List.of("*"));

        assertThatThrownBy(() -> commands.dispatch(watching(true, dryRun))
                        .contextWrite(writer::putInto)
                        .block())
                .isInstanceOf(AccessException.class)
                .hasMessage("darktrace-post-to-watched-list needs the role respond, which writer does not have.");
        assertThat(appliance.requests()).isEmpty();
        assertThat(commands.dispatch(watching(false, dryRun))
                        .contextWrite(writer::putInto)
                        .block())
                .isNotNull();
    }

    private static CommandRequest watching(boolean responds, boolean dryRun) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return new CommandRequest(
                "darktrace-post-to-watched-list",
                Map.of(
                        "endpoints", json.stringNode("bad.example.net"),
                        "respond", json.booleanNode(responds),
                        "dry_run", json.booleanNode(dryRun)),
                "main",
                null);
    }

    /** It has no policy of its own: the defaults hold. */
    @Test
    void anInstanceOfARequestWatchesNothingInternal() {
        Map<String, String> params = Map.of(
                "url", appliance.url(),
                "public_api_token", appliance.publicToken(),
                "private_api_token", appliance.privateToken());

        for (Map<String, ?> args :
                List.of(Map.of("endpoints", "10.0.0.1"), Map.of("endpoints", "a.example.com", "respond", true))) {
            Reply reply = Reply.toPost(
                    web, "/api/v1/commands/darktrace-post-to-watched-list", Map.of("args", args, "params", params));
            assertThat(reply.text("code")).isEqualTo("refused_by_policy");
        }
        assertThat(Reply.toPost(
                                web,
                                "/api/v1/commands/darktrace-post-tag-to-device",
                                Map.of("args", Map.of("did", 7, "tag_name", "Active Threat"), "params", params))
                        .text("detail"))
                .contains("needs an instance that is configured in the connector");
    }

    /** A domain that is written in another way than endpoints are would protect nothing, and nobody would know. */
    @ParameterizedTest
    @CsvSource({
        "corp.example.com, true",
        "*.corp-?.example.com, true",
        "intranet, true",
        "xn--mnchen-3ya.example, true",
        "m\u00fcnchen.example, false",
        "corp.example.com., false",
        ".corp.example.com, false",
        "https://corp.example.com, false",
        "corp.example.com/24, false",
        "'', false"
    })
    void aDomainIsWrittenAsEndpointsAre(String domain, boolean isRight) {
        assertThat(new ProtectedEndpoints.Domains().test(List.of("example.com", domain)))
                .isEqualTo(isRight);
    }
}
