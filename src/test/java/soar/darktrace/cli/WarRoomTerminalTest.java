package soar.darktrace.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.notFound;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import jakarta.validation.Validation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.DeclaredCommands;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WarRoomTerminalTest {

    private static final WireMockServer DARKTRACE = started();
    private static final String TABLE = """
            ### Darktrace Model Breach 95
            |pbid|score|
            |---|---|
            | 95 | 0.729 |
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterAll
    static void stop() {
        DARKTRACE.stop();
    }

    @BeforeEach
    void answersWithABreach() {
        DARKTRACE.resetAll();
        DARKTRACE.stubFor(get(urlPathEqualTo("/modelbreaches")).willReturn(okJson("{\"pbid\":95,\"score\":0.729}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "darktrace-get-breach pbid=95",
                "!darktrace-get-breach pbid=95",
                "darktrace-get-breach pbid=95 using=main"
            })
    void printsTheTableAndNothingElse(String line) {
        assertThat(run(line.split(" "))).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo(TABLE);
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void thatSomeOfSeveralFailedShowsInTheExitCode() {
        DARKTRACE.stubFor(get(urlPathEqualTo("/modelbreaches/95/comments")).willReturn(okJson("[]")));
        DARKTRACE.stubFor(get(urlPathEqualTo("/modelbreaches/96/comments")).willReturn(notFound()));

        assertThat(run("darktrace-get-comments", "pbid=95,96")).isEqualTo(3);
        assertThat(out.toString(UTF_8)).startsWith("### Darktrace Model Breach 1 of 2 Comments\n");
        assertThat(err.toString(UTF_8)).startsWith("warning: Model breach 96: ");
    }

    @Test
    void takesTheWholeLineAsOneQuotedArgument() {
        assertThat(run("!darktrace-get-breach pbid='95'")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo(TABLE);
    }

    @Test
    void thePrefixOfANameMayBeLeftOut() {
        assertThat(run("get-breach", "pbid=95")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo(TABLE);
    }

    @Test
    void theAnswerIsPrintedInTheFormThatIsAskedFor() {
        assertThat(run("get-breach", "pbid=95", "--output=csv")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("pbid,score\n95,0.729\n");

        out.reset();
        assertThat(run("get-breach", "pbid=95", "--output", "table")).isZero();
        assertThat(out.toString(UTF_8)).endsWith("pbid  score\n  95  0.729\n").doesNotContain("|", "\u001b");

        out.reset();
        assertThat(run("get-breach", "pbid=95", "--output=tabel")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("--output takes table, json, markdown, csv", "table?");
    }

    @Test
    void printsTheWholeAnswerAsJson() {
        assertThat(run("darktrace-get-breach", "pbid=95", "--json")).isZero();

        JsonNode answer = JsonMapper.shared().readTree(out.toString(UTF_8));
        assertThat(answer.path("context")
                        .path("Darktrace")
                        .path("ModelBreach")
                        .path("pbid")
                        .asInt())
                .isEqualTo(95);
        assertThat(answer.path("readable_output").asString()).isEqualTo(TABLE);
        assertThat(answer.propertyNames())
                .containsExactlyInAnyOrder(
                        "command",
                        "instance",
                        "outputs_prefix",
                        "outputs_key_field",
                        "outputs",
                        "entry_context",
                        "context",
                        "readable_output",
                        "warnings");
        assertThat(out.toString(UTF_8).lines()).hasSizeGreaterThan(9);
    }

    @Test
    void tellsWarningsOnStderr() {
        DARKTRACE.stubFor(get(urlPathEqualTo("/modelbreaches/95/comments")).willReturn(okJson("[\"odd\"]")));

        assertThat(run("darktrace-get-comments", "pbid=95")).isZero();
        assertThat(err.toString(UTF_8))
                .isEqualTo("warning: Some comments are not in the expected shape; they are passed on as they came.\n");
        assertThat(out.toString(UTF_8)).startsWith("### ").contains("odd");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "darktrace-get-breach → missing_argument: darktrace-get-breach needs the argument pbid: Model breach ID.",
                "darktrace-get-breach pbid=x → invalid_argument: pbid must be a whole number.",
                "darktrace-get-breach pbit=9 → unknown_argument: darktrace-get-breach has no argument pbit; did you mean pbid?",
                "tst-module → unknown_command: There is no command tst-module; did you mean test-module?",
                "darktrace-get-breach pbid=9 using=man → unknown_instance: No instance is named man; did you mean main?",
                "darktrace-get-breach 9 → invalid_request: The word 9 is not an argument: write key=value, and put quotes around a value with spaces.",
                "--json → invalid_request: The line is empty: write a command, such as !darktrace-get-breach pbid=95.",
                "help tst-module → unknown_command: There is no command tst-module; did you mean test-module?"
            })
    void endsWithTwoForAWrongLineAndSendsNothing(String line, String sentence) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString(UTF_8)).isEqualTo(sentence + "\n");
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(DARKTRACE.getAllServeEvents()).isEmpty();
    }

    @Test
    void endsWithOneForAFailureAndTellsItsCodeAndSentence() {
        DARKTRACE.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(400)
                        .withHeader("Date", "Thu, 08 Oct 2020 21:11:21 GMT")
                        .withBody("API DATE ERROR")));

        assertThat(run("darktrace-get-breach", "pbid=95")).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .matches("darktrace_clock: The clock of this machine is \\d+ s ahead of that of Darktrace; .*\n");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void createsNothingOfTheServer() {
        try (ConfigurableApplicationContext context =
                OneShot.start("darktrace-get-breach", List.of(), Validation.buildDefaultValidatorFactory())) {
            OneShot.dispatcher(context);
            assertThat(context.getBeanDefinitionNames())
                    .noneMatch(
                            name -> name.contains("Controller") || name.contains("Health") || name.contains("OpenApi"));
        }
    }

    @Test
    void tellsAWrongSettingInOneSentenceWithoutItsValue() {
        String[] args = withToken("not secret", "darktrace-get-breach", "pbid=95");

        assertThat(WarRoomTerminal.run(args, Map.of(), printing(out), printing(err)))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .startsWith("darktrace.instances.main.private-api-token is missing or holds a blank")
                .hasLineCount(1)
                .doesNotContain("not secret");
    }

    @Test
    void tellsAWrongTemplateOfReasonsToACommandThatUsesIt() {
        assertThat(run("darktrace-get-comments", "pbid=95", "--connector.reason-template={text} by {user}"))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .startsWith("connector.reason-template must have {text} once and no other placeholder than {caller}")
                .hasLineCount(1);
    }

    @Test
    void tellsASettingThatNothingChecksBeforeItsUse() {
        assertThat(run("test-module", "--spring.http.clients.ssl.bundle=nope")).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .startsWith("The start failed: ")
                .endsWith("SSL bundle name 'nope' cannot be found\n");
    }

    @Test
    void tellsWhereAConfigurationFileIsNoYamlWithoutQuotingIt(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("application.yml"), "darktrace:\n  token: ab: secret\n");

        assertThat(run("test-module", "--spring.config.location=" + file)).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .startsWith("A configuration file is not valid YAML at line 2, column 12:")
                .doesNotContain("secret");
    }

    @Test
    void showsControlCharactersInsteadOfObeyingThem() {
        DARKTRACE.stubFor(get(urlPathEqualTo("/modelbreaches"))
                .willReturn(okJson(
                        "{\"pbid\":95,\"device\":{\"hostname\":\"a\\u001b[2Jb\\u009b\\u202egpj.exe\\u2066\"}}")));

        assertThat(run("darktrace-get-breach", "pbid=95")).isZero();
        assertThat(out.toString(UTF_8)).contains("hostname: a\\u001b[2Jb\\u009b\\u202egpj.exe\\u2066");
    }

    @Test
    void endsWithOneWhereTheAnswerCannotBeWritten() {
        PrintStream full = new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("No space left on device");
                    }
                },
                false,
                UTF_8);

        assertThat(WarRoomTerminal.run(
                        withToken("q", "darktrace-get-breach", "pbid=95"), Map.of(), full, printing(err)))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8)).isEqualTo("The answer could not be written; the command was carried out.\n");
    }

    @Test
    void refusesALineThatTheLocaleHasMangled() {
        assertThat(run("darktrace-get-breach", "pbid=\uFFFD")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .startsWith("invalid_request: The line holds U+FFFD")
                .contains("LC_ALL=C.UTF-8");
    }

    @Test
    void givesEveryCommandAnExampleThatNamesItsArguments() {
        DARKTRACE.stubFor(any(anyUrl()).willReturn(okJson("{}")));

        for (CommandSpec command : DeclaredCommands.specs()) {
            String help = new HelpText(DeclaredCommands.specs()).about(command.name());
            err.reset();
            run(help.lines().reduce((first, last) -> last).orElseThrow().strip());
            assertThat(err.toString(UTF_8))
                    .as(help)
                    .doesNotContain("missing_argument", "unknown_argument", "unknown_command")
                    .doesNotContainPattern(
                            "invalid_request(?!: This command runs in the server only|: This line goes to a running)");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "darktrace-get-breach pbid=x     | invalid_argument: pbid must be a whole number.",
                "darktrace-get-breach pbid=0     | invalid_argument: pbid must be 1 or more, but is 0.",
                "darktrace-get-breach            | missing_argument: darktrace-get-breach needs the argument pbid",
                "darktrace-get-breach pbit=95    | unknown_argument: darktrace-get-breach has no argument pbit; did you mean pbid?",
                "darktrace-get-breech pbid=95    | unknown_command: There is no command darktrace-get-breech; did you mean",
            })
    void saysWhatIsWrongWithTheLineBeforeAnythingStarts(String line, String sentence) {
        String thatStopsAnyStart = "--darktrace.instances.main.urll=x";

        assertThat(run(Stream.concat(Arrays.stream(line.split(" ")), Stream.of(thatStopsAnyStart))
                        .toArray(String[]::new)))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8)).startsWith(sentence);
    }

    @ParameterizedTest
    @CsvSource({"darktrace-fetch-status, store", "darktrace-sink-status, sinks"})
    void saysWhereACommandRunsThatNeedsTheServer(String command, String what) {
        assertThat(run(command)).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .isEqualTo("invalid_request: This command runs in the server only, which has the " + what
                        + ": send the same line to a running one with --server, such as --server"
                        + " http://127.0.0.1:8080.\n");
    }

    private int run(String... line) {
        return WarRoomTerminal.run(withToken("q", line), Map.of(), printing(out), printing(err));
    }

    private static String[] withToken(String privateToken, String... line) {
        Stream<String> settings = Stream.of(
                        "url=" + DARKTRACE.baseUrl(), "public-api-token=p", "private-api-token=" + privateToken)
                .map(setting -> "--darktrace.instances.main." + setting);
        return Stream.concat(Arrays.stream(line), settings).toArray(String[]::new);
    }

    private static PrintStream printing(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, UTF_8);
    }

    private static WireMockServer started() {
        WireMockServer server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        server.start();
        return server;
    }
}
