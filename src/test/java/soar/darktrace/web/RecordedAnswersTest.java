package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.GoldenCase;
import soar.darktrace.Reply;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every recorded or documented answer in {@code test-data/answers} goes through its command: by a case, which
 * {@link GoldenCasesTest} holds to its outputs and table, or as a failure here.
 */
@ConnectorTest
class RecordedAnswersTest {

    /** Answers of what no command asks, and why. */
    private static final Map<String, String> NO_COMMAND = Map.of(
            "activeai.oauth-token.json", "instances sign their requests; the cloud's tokens are not supported",
            "post_asm_graphql.asset.json", "Attack Surface Management is another product with another API",
            "post_asm_graphql.refused.json", "the same",
            "post_asm_graphql.risk.json", "the same");

    private static final String FAILURES = """
            post_tags_entities.unknown-tag.json | POST /tags/entities | 200 | darktrace-post-tag-to-device | {"did": 7, "tag_name": "Finance"} | not_found
            post_tags_entities.unknown-tag.json | GET /tags/entities  | 200 | darktrace-get-tagged-devices | {"tag_name": "Finance"}           | not_found
            agemail.error-in-200.json            | GET /agemail/api/ep/api/v1.0/emails/BA13B274-03F3-46D6-8698-244DFF1037A0.1 | 200 | darktrace-email-get-email | {"uuid": "BA13B274-03F3-46D6-8698-244DFF1037A0.1"} | darktrace_refused
            agemail.forbidden-403.json           | GET /agemail/api/ep/api/v1.0/resources/tags | 403 | darktrace-email-list-tags | {} | darktrace_permission
            agemail.signature-400.json           | GET /agemail/api/ep/api/v1.0/resources/tags | 400 | darktrace-email-list-tags | {} | darktrace_signature
            get_emails_uuid.not-found-404.json   | GET /agemail/api/ep/api/v1.0/emails/BA13B274-03F3-46D6-8698-244DFF1037A0.1 | 404 | darktrace-email-get-email | {"uuid": "BA13B274-03F3-46D6-8698-244DFF1037A0.1"} | not_found
            post_emails_action.conflict-409.json | POST /agemail/api/ep/api/v1.0/emails/5D1F0A6E-0B7C-4C55-9D43-0C2F7F6A1B22.1/action | 409 | darktrace-email-hold-email | {"uuid": "5D1F0A6E-0B7C-4C55-9D43-0C2F7F6A1B22.1"} | darktrace_refused
            post_emails_action.hold.json         | POST /agemail/api/ep/api/v1.0/emails/5D1F0A6E-0B7C-4C55-9D43-0C2F7F6A1B22.1/action | 200 | darktrace-email-hold-email | {"uuid": "5D1F0A6E-0B7C-4C55-9D43-0C2F7F6A1B22.1"} | outcome_unknown
            """;

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @BeforeEach
    void reset() {
        appliance.reset();
    }

    static Stream<String> answers() throws IOException {
        try (Stream<Path> files = Files.list(GoldenCase.ANSWERS)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !NO_COMMAND.containsKey(name))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void eachGoesThroughACommand(String name) throws IOException {
        Set<String> users = new TreeSet<>(
                FAILURES.lines().filter(line -> line.startsWith(name + " ")).collect(Collectors.toSet()));
        JsonNode answer = JsonMapper.shared().readTree(GoldenCase.ANSWERS.resolve(name));
        for (Path file : GoldenCasesTest.cases()) {
            GoldenCase.read(file).answers().entrySet().stream()
                    .filter(given -> isToThatCall(name, given.getKey())
                            && given.getValue().equals(answer))
                    .forEach(given -> users.add(file.toString()));
        }
        assertThat(users).as("cases and failures with %s", name).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = FAILURES)
    void whatIsARefusalIsAFailure(String name, String call, int status, String command, String args, String code)
            throws IOException {
        String[] parts = call.split(" ", 2);
        appliance.answer(parts[0], parts[1], status, Files.readString(GoldenCase.ANSWERS.resolve(name)));

        Reply reply = Reply.toCommand(web, command, JsonMapper.shared().readTree(args));

        assertThat(reply.text("code")).isEqualTo(code);
    }

    /** Of {@code POST /tags/entities} for {@code post_tags_entities.json}; equal texts answer several calls. */
    private static boolean isToThatCall(String name, String call) {
        String[] words = name.replaceAll("\\..*", "").split("_", -1);
        return call.toLowerCase(Locale.ROOT).startsWith(words[0])
                && Stream.of(words).skip(1).anyMatch(word -> call.contains("/" + word));
    }
}
