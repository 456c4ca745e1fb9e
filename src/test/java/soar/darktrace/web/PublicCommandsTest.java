package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.DeclaredCommands;
import soar.darktrace.manifest.PublicCommand;
import tools.jackson.databind.JsonNode;

/**
 * Every command of the five public integrations, {@code test-data/public-commands.json}, under its public name and with its
 * public arguments: a playbook that was written for them runs here. Where an answer goes elsewhere in the context,
 * {@code docs/migration.md} says so.
 */
@ConnectorTest
class PublicCommandsTest {

    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("pbid", "95"),
            Map.entry("did", "7"),
            Map.entry("deviceId", "7"),
            Map.entry("destination_did", "1"),
            Map.entry("destinationDeviceId", "1"),
            Map.entry("endpoint_value", "192.0.2.17"),
            Map.entry("endpointValue", "192.0.2.17"),
            Map.entry("external_domain", "example.com"),
            Map.entry("externalDomain", "example.com"),
            Map.entry("query", "*"),
            Map.entry("darktrace-get-entity-details query", "did=1,count=10"),
            Map.entry("endtime", "2020-10-08T21:11:21Z"),
            Map.entry("uuid", "80010119-6d7f-0000-0305-5e0000000325"),
            Map.entry("darktrace-email-get-email uuid", "BA13B274-03F3-46D6-8698-244DFF1037A0.1"),
            Map.entry("darktrace-email-hold-email uuid", "BA13B274-03F3-46D6-8698-244DFF1037A0.1"),
            Map.entry("darktrace-email-release-email uuid", "BA13B274-03F3-46D6-8698-244DFF1037A0.1"),
            Map.entry("recipient", "user.one@example.com"),
            Map.entry("cid", "254503"),
            Map.entry("comment", "checked"),
            Map.entry("message", "checked"),
            Map.entry("eventId", "bc64f242-ce29-4f35-bc94-230991116564"),
            Map.entry("initialDate", "2020-10-07"),
            Map.entry("endDate", "2020-10-08"),
            Map.entry("metric", "@fields.dest_port"),
            Map.entry("endpointsToWatch", "example.org,198.51.100.7"),
            Map.entry("description", "Seen in a phishing mail"),
            Map.entry("tagName", "Finance"));

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @BeforeEach
    void reset() {
        clock.reset();
        appliance.reset();
    }

    static Stream<PublicCommand> commands() {
        return PublicCommand.all();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void answersWithTheArgumentsThatItRequires(PublicCommand command) {
        assertAnswered(command, arguments(command, false));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void answersWithAllItsArguments(PublicCommand command) throws IOException {
        Reply reply = assertAnswered(command, arguments(command, true));

        String here = reply.text("outputs_prefix") + " / " + reply.text("outputs_key_field");
        assertThat(here)
                .isEqualTo(elsewhere().getOrDefault(command.toString(), command.prefix() + " / " + command.keyField()));
    }

    @Test
    void onlyCommandsThatExistAreSaidToDiffer() throws IOException {
        assertThat(elsewhere()).isNotEmpty();
        assertThat(commands().map(PublicCommand::toString))
                .containsAll(elsewhere().keySet());
    }

    /** Attack Surface Management is another product with another API, which no instance here speaks to. */
    @Test
    void noCommandIsNamedLikeThoseOfAnotherProduct() {
        assertThat(DeclaredCommands.specs().stream().map(CommandSpec::name)).noneMatch(name -> name.contains("-asm-"));
    }

    private Reply assertAnswered(PublicCommand command, Map<String, String> arguments) {
        Reply reply = Reply.toCommand(web, command.name(), arguments);
        assertThat(reply.text("detail")).as("%s %s", command, arguments).isEmpty();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("failed").isEmpty()).isTrue();
        return reply;
    }

    private static Map<String, String> arguments(PublicCommand command, boolean all) {
        return command.content()
                .path("arguments")
                .valueStream()
                .filter(argument -> all || argument.path("required").asBoolean(false))
                .collect(Collectors.toMap(
                        argument -> argument.path("name").asString(), argument -> value(command, argument)));
    }

    private static String value(PublicCommand command, JsonNode argument) {
        String name = argument.path("name").asString();
        String value = VALUES.getOrDefault(command.name() + " " + name, VALUES.getOrDefault(name, ""));
        String first =
                argument.path("default").asString(argument.at("/predefined/0").asString(""));
        assertThat(value + first).as("a value for %s of %s", name, command).isNotEmpty();
        return value.isEmpty() ? first : value;
    }

    /** The rows of the guide's table that name another context: command and context here. */
    private static Map<String, String> elsewhere() throws IOException {
        Pattern row = Pattern.compile("\\| `([^`]+)` \\| (\\w+) \\|.*Context `([^`]+)`(?:, `([^`]+)`)? instead of .*");
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs", "migration.md"))) {
            Matcher matcher = row.matcher(line);
            if (matcher.matches()) {
                rows.put(
                        matcher.group(2) + ": " + matcher.group(1),
                        matcher.group(3) + " / " + (matcher.group(4) == null ? "" : matcher.group(4)));
            }
        }
        return rows;
    }
}
