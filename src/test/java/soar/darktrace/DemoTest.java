package soar.darktrace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.access.Role;

class DemoTest {

    private static final String EVENT = "bc64f242-ce29-4f35-bc94-230991116564";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Demo demo = Demo.prepare(new PrintStream(printed, true, UTF_8));

    @AfterEach
    void close() {
        demo.close();
    }

    @Test
    void saysWhatItRunsWithTakesArgumentsAndShowsASink() {
        try (ConfigurableApplicationContext connector = demo.start(
                "--server.port=0",
                "--darktrace.instances.main.respond.enabled=false",
                "--connector.reason-template={text} (by {caller})")) {
            String port = connector.getEnvironment().getProperty("local.server.port");

            assertThat(printed.toString(UTF_8))
                    .contains("The connector runs at http://localhost:" + port)
                    .contains("instance main", "public demo-public-token, private demo-private-token")
                    .contains("RESPOND         closed: ");
            await().untilAsserted(() ->
                    assertThat(printed.toString(UTF_8)).contains("Demo receiver: got ", " so far; the last"));
            WebTestClient web = WebTestClient.bindToServer()
                    .baseUrl("http://localhost:" + port)
                    .build();
            assertThat(Reply.toCommand(web, "darktrace-clear-action", Map.of("codeid", 1))
                            .body()
                            .path("code")
                            .asString())
                    .isEqualTo("refused_by_policy");
            assertThatCommentsNameTheirCaller(web);
        }
    }

    /** Whoever looks for a comment of its own finds it as it wrote it. */
    private static void assertThatCommentsNameTheirCaller(WebTestClient web) {
        Reply.toCommand(web, "darktrace-add-comment", Map.of("pbid", 111, "message", "Looked at it"));
        Reply.toCommand(web, "darktrace-acknowledge", Map.of("pbid", 111, "message", "Harmless"));
        Reply onEvent = Reply.toCommand(
                web,
                "darktrace-post-comment-to-ai-analyst-incident-event",
                Map.of("event_id", EVENT, "comment", "An attack", "fallback_to_breach", true));
        int pbid = onEvent.body().at("/outputs/breachPbid").asInt();
        assertThat(onEvent.body().at("/outputs/message").asString()).isEqualTo("An attack");
        assertThat(Reply.toCommand(web, "darktrace-get-comments", Map.of("pbid", pbid))
                        .text("readable_output"))
                .contains("An attack (by local)");

        Reply comments = Reply.toCommand(web, "darktrace-get-comments", Map.of("pbid", 111));
        assertThat(comments.text("readable_output")).contains("Looked at it (by local)", "Harmless (by local)");
        assertThat(comments.body().path("outputs").path("comments").valueStream())
                .extracting(comment -> comment.path("message").asString())
                .contains("Looked at it", "Harmless");
    }

    @Test
    void withKeysEachHasItsRoleAlone() {
        try (ConfigurableApplicationContext connector =
                demo.start("--server.port=0", "--demo.keys=true", "--connector.reason-template={text} (by {caller})")) {
            String url = "http://localhost:" + connector.getEnvironment().getProperty("local.server.port");

            for (Role role : Role.values()) {
                assertThat(Reply.toGet(withKey(url, role), "/api/v1/caller")
                                .body()
                                .toString())
                        .isEqualTo("{\"id\":\"%1$s\",\"roles\":[\"%1$s\"],\"instances\":[\"*\"],\"commands\":[\"*\"]}"
                                .formatted(role));
            }
            assertThat(Reply.toCommand(withKey(url, Role.READ), "darktrace-acknowledge", Map.of("pbid", 111))
                            .text("code"))
                    .isEqualTo("forbidden");
            assertThat(Reply.toCommand(withKey(url, Role.WRITE), "darktrace-acknowledge", Map.of("pbid", 111))
                            .status())
                    .isEqualTo(200);
            Map<String, Object> quarantine =
                    Map.of("did", 823, "action", "quarantine", "duration", 60, "reason", "Beacons");
            assertThat(Reply.toCommand(withKey(url, Role.RESPOND), "darktrace-create-manual-action", quarantine)
                            .body()
                            .at("/outputs/triggerer/reason")
                            .asString())
                    .startsWith("Beacons (by respond)\nref:");
        }
    }

    /** With the key as it was printed. */
    private WebTestClient withKey(String url, Role role) {
        String key = printed.toString(UTF_8)
                .lines()
                .filter(line -> line.matches("  " + role + " +dtc_\\S+"))
                .map(line -> line.replaceAll(".* ", ""))
                .findFirst()
                .orElseThrow();
        return WebTestClient.bindToServer()
                .baseUrl(url)
                .defaultHeader("Authorization", "Bearer " + key)
                .build();
    }

    @Test
    void opensRespondUnlessToldOtherwise() {
        String open = "--darktrace.instances.main.respond.enabled=true";
        String closed = "--darktrace.instances.main.respond.enabled=false";

        assertThat(demo.arguments("--debug", "help")).contains(open).endsWith("--debug", "help");
        assertThat(demo.arguments(closed)).contains(closed).doesNotContain(open);
    }

    @Test
    void endsWithTheConnectorThatDoesNotStart() {
        assertThatThrownBy(() -> Demo.main(new String[] {"--server.port=0", "--darktrace.instances.main.urll=x"}))
                .hasStackTraceContaining("urll");
    }
}
