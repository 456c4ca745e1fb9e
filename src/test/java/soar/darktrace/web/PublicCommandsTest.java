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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every command of the five public integrations, {@code test-data/public-commands.json}, under its public name and with its
 * public arguments: a playbook that was written for them runs here. Where an answer goes elsewhere in the context,
 * {@code docs/public-packs.md} says so.
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

    /** A command of a public integration. */
    record PublicCommand(String pack, JsonNode content, String context) {

        String name() {
            return content.path("command").asString();
        }

        Map<String, String> arguments(boolean all) {
            return content.path("arguments")
                    .valueStream()
                    .filter(argument -> all || argument.path("required").asBoolean(false))
                    .collect(Collectors.toMap(argument -> argument.path("name").asString(), this::value));
        }

        private String value(JsonNode argument) {
            String name = argument.path("name").asString();
            String value = VALUES.getOrDefault(name() + " " + name, VALUES.getOrDefault(name, ""));
            String first = argument.path("default")
                    .asString(argument.at("/predefined/0").asString(""));
            assertThat(value + first).as("a value for %s of %s", name, name()).isNotEmpty();
            return value.isEmpty() ? first : value;
        }

        @Override
        public String toString() {
            return pack + ": " + name();
        }
    }

    static Stream<PublicCommand> commands() {
        return JsonMapper.shared()
                .readTree(Path.of("test-data", "public-commands.json"))
                .propertyStream()
                .flatMap(pack -> Stream.iterate(0, i -> i < pack.getValue().size(), i -> i + 1)
                        .map(i ->
                                new PublicCommand(pack.getKey(), pack.getValue().get(i), context(pack.getValue(), i))));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void answersWithTheArgumentsThatItRequires(PublicCommand command) {
        assertAnswered(command, command.arguments(false));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void answersWithAllItsArguments(PublicCommand command) throws IOException {
        Reply reply = assertAnswered(command, command.arguments(true));

        String here = reply.text("outputs_prefix") + " / " + reply.text("outputs_key_field");
        assertThat(here).isEqualTo(elsewhere().getOrDefault(command.name(), command.context()));
    }

    @Test
    void onlyCommandsThatExistAreSaidToDiffer() throws IOException {
        assertThat(commands().map(PublicCommand::name)).containsAll(elsewhere().keySet());
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

    /** {@code prefix / key} without the notes in it; a dash for no key, "same" for that of the command before. */
    private static String context(JsonNode pack, int index) {
        String context = pack.get(index).path("context").asString().replaceAll(" *\\(.*?\\)", "");
        if (context.equals("same")) {
            return context(pack, index - 1);
        }
        String[] parts = context.split(" / ", 2);
        return parts[0] + " / " + (parts.length < 2 || parts[1].equals("-") ? "" : parts[1]);
    }

    /** The rows of the table of differences: command and context here. */
    private static Map<String, String> elsewhere() throws IOException {
        Pattern row = Pattern.compile("\\| `(darktrace-[^`]+)` \\|[^|]*\\| `([^`/ ]+)`(?:, `([^`]+)`)? \\|.*");
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs", "public-packs.md"))) {
            Matcher matcher = row.matcher(line);
            if (matcher.matches()) {
                rows.put(
                        matcher.group(1),
                        matcher.group(2) + " / " + (matcher.group(3) == null ? "" : matcher.group(3)));
            }
        }
        return rows;
    }
}
