package soar.darktrace.feature.respond;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code connections} becomes, seen in a dry run. */
@ConnectorTest
class BlockedConnectionsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

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
            10.0.0.1>198.51.100.7:443                 | [{"src":"10.0.0.1","dst":"198.51.100.7","port":443}]
            10.0.0.1>198.51.100.7                     | [{"src":"10.0.0.1","dst":"198.51.100.7"}]
            [2001:db8::2]>[2001:db8::1]:443           | [{"src":"2001:db8::2","dst":"2001:db8::1","port":443}]
            [2001:db8::2]>[2001:db8::1]               | [{"src":"2001:db8::2","dst":"2001:db8::1"}]
            0:0:0:0:0:ffff:10.0.0.1>::ffff:10.0.0.2   | [{"src":"0:0:0:0:0:ffff:10.0.0.1","dst":"::ffff:10.0.0.2"}]
            2001:db8::2>2001:db8::1                   | [{"src":"2001:db8::2","dst":"2001:db8::1"}]
            10.0.0.1>[2001:db8::1] :443               | [{"src":"10.0.0.1","dst":"2001:db8::1","port":443}]
            10.0.0.1 > evil.example : 443 , fin-lt-07>a_b.example | [{"src":"10.0.0.1","dst":"evil.example","port":443},{"src":"fin-lt-07","dst":"a_b.example"}]
            [2001:db8::2]>evil.example:1,10.0.0.1>b   | [{"src":"2001:db8::2","dst":"evil.example","port":1},{"src":"10.0.0.1","dst":"b"}]
            ["[2001:db8::2]>[2001:db8::1]:443"]       | [{"src":"2001:db8::2","dst":"2001:db8::1","port":443}]
            [{"src":"a","dst":"[2001:db8::1]","port":"443"}] | [{"src":"a","dst":"2001:db8::1","port":443}]
            {"src":"a","dst":"b","port":443.0}        | [{"src":"a","dst":"b","port":443}]
            {"src":"a","dst":"b","port":null}         | [{"src":"a","dst":"b"}]
            """)
    void whatIsMeantReachesTheWire(String connections, String sent) {
        assertThat(body(dryRun(connections)).path("connections")).isEqualTo(JSON.readTree(sent));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1>evil.example:443:tcp",
                "10.0.0.1:5>evil.example",
                "[2001:db8::2]:5>evil.example",
                "10.0.0.1>evil.example/path",
                "10.0.0.1>https://evil.example",
                "10.0.0.1>[2001:db8::1]443",
                "10.0.0.1>[2001:db8::1]:443:1",
                "10.0.0.1>[2001:db8::1",
                "10.0.0.1>2001:db8::1]:443",
                "10.0.0.1>[evil.example]:443",
                "10.0.0.1>[]:443",
                "10.0.0.1>evil.example:",
                "10.0.0.1>evil.example:https",
                "10.0.0.1>evil.example:443-445",
                "10.0.0.1>evil.example:٤٤٣",
                "10.0.0.1>evil example",
                "10.0.0.1>10.0.0.256",
                "10.0.0.1>10.0.0",
                "10.0.0.0/24>evil.example",
                "10.0.0.1>*.example",
                "10.0.0.1>fe80::1%eth0",
                "10.0.0.1>2001:db8:::1",
                "10.0.0.1>.::1",
                ".:1>10.0.0.1",
                "10.0.0.1>[.::1]:443",
                "10.0.0.1>::1.",
                "10.0.0.1>1::2::3",
                "10.0.0.1>1:2:3:4:5:6:7",
                "10.0.0.1->evil.example",
                "10.0.0.1>>evil.example",
                ">evil.example",
                "10.0.0.1>",
                "[10.0.0.1]>evil.example",
                "[[\"10.0.0.1>evil.example\"]]",
                "[{\"src\":\"a\",\"dst\":\"b\",\"port\":[443]}]",
                "[{\"src\":\"a\",\"dst\":\"b\",\"port\":\"\"}]",
                "[{\"src\":\"a\",\"dst\":\"b\",\"port\":true}]",
                "[{\"src\":\"a\",\"dst\":\"b\",\"port\":443.5}]",
                "[{\"src\":\"a\",\"dst\":\"b:443\"}]",
                "[{\"src\":\"a\",\"dst\":[\"b\"]}]",
                "[{\"src\":\"a\",\"dst\":\"b\"",
                "5"
            })
    void whatIsNotExactlyAConnectionIsRefused(String connections) {
        Reply reply = dryRun(connections);

        assertThat(reply.text("code")).isEqualTo("invalid_argument");
        assertThat(reply.text("argument")).isEqualTo("connections");
        assertThat(appliance.requests()).isEmpty();
    }

    private Reply dryRun(String connections) {
        return Reply.toCommand(
                web,
                "darktrace-create-manual-action",
                Map.of("did", 7, "action", "connection", "duration", 60, "connections", connections, "dry_run", true));
    }

    private static JsonNode body(Reply reply) {
        assertThat(reply.text("detail")).isEmpty();
        return JSON.readTree(reply.body().at("/outputs/0/body").asString());
    }
}
