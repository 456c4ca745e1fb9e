package soar.darktrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.ReceivedRequest;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.warroom.WarRoomLine;

/** An analyst works in the war room of the browser. */
@ConnectorTest
class WarRoomPageTest {

    private static final String ENTRY = ".entry:last-of-type ";
    private static Browser browser;

    @LocalServerPort
    int port;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient rows;

    @BeforeAll
    static void findBrowser() throws IOException {
        browser = Browser.shared();
    }

    @BeforeEach
    void open() {
        appliance.reset();
        clock.reset();
        browser.openReady("http://127.0.0.1:" + port + "/");
    }

    @AfterEach
    void nothingFailedUnseen() {
        assertThat(browser.faults()).isEmpty();
    }

    @Test
    void completesRunsAndShowsTheTable() {
        browser.type("!get-br");
        assertThat(browser.texts("#completions .label")).startsWith("darktrace-get-breach");
        browser.type(Keys.TAB, "pb", Keys.TAB, "95");
        assertThat(browser.line()).isEqualTo("!darktrace-get-breach pbid=95");
        browser.type(Keys.ENTER);

        browser.waitForText(ENTRY + "td", "sf-l-kjohnson");
        assertThat(browser.text(ENTRY + ".who")).isEqualTo("local");
        assertThat(browser.texts(ENTRY + "th")).contains("commentCount", "device", "model");
        browser.press(ENTRY + ".tabs", "Context");
        browser.waitForText(ENTRY + ".json", "commentCount: 0");
        assertThat(browser.waitFor(ENTRY + ".json li li li .copy").getDomAttribute("aria-label"))
                .isEqualTo("Copy the path Darktrace.ModelBreach.commentCount");
        browser.click(ENTRY + ".json li li li .copy");
        browser.waitForText(ENTRY + ".json", "Copied");
        assertThat(browser.clipboard()).isEqualTo("Darktrace.ModelBreach.commentCount");
        browser.press(ENTRY + ".tabs", "Request");
        browser.waitForText(ENTRY + "pre", "{\"line\":\"!darktrace-get-breach pbid=95\"}");
        browser.press(ENTRY + ".actions", "Edit");
        assertThat(browser.line()).isEqualTo("!darktrace-get-breach pbid=95");
        browser.press(ENTRY + ".actions", "Run again");
        browser.waitUntil(
                "it does not run again",
                () -> browser.all(".entry").size() == 2
                        && !browser.all(ENTRY + "td").isEmpty());
    }

    @Test
    void offersRequiredArgumentsFirstThenPredefinedValues() {
        browser.type("!darktrace-create-manual-action ");
        assertThat(browser.texts("#completions .label")).startsWith("did", "action", "duration");
        assertThat(browser.texts("#completions .note").get(0)).isEqualTo("required · integer from 1");
        browser.type("act", Keys.TAB, "quar", Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER);
        assertThat(browser.line()).isEqualTo("!darktrace-create-manual-action action=quarantineOutgoing ");
    }

    @Test
    void offersTheValuesOfAnArgument() {
        browser.type("!darktrace-post-tag-to-device dry_run=");
        assertThat(browser.texts("#completions .label")).containsExactly("true", "false");
        browser.type(Keys.ESCAPE, Keys.chord(Keys.CONTROL, "a"), "!darktrace-get-ai-analyst-report locale=d");
        assertThat(browser.texts("#completions .label")).contains("de_DE");
    }

    @Test
    void theQuestionSaysWhatThePolicyMakesOfTheArguments() {
        browser.run("!darktrace-post-tag-to-device did=823 tag_name=Admin dry_run=false");
        browser.waitForText("#question.changes", "It changes what Darktrace holds. Instance: main.");
        browser.press("#question", "Cancel");
        browser.run("!darktrace-post-tag-to-device did=823 tag_name=\"Active Threat\"");
        browser.waitForText("#question.contains", "With these arguments: It acts on a device or a person.");
        assertThat(browser.texts("#question button")).containsExactly("Cancel", "Contain");
        browser.press("#question", "Cancel");
        assertThat(appliance.requests()).extracting(ReceivedRequest::method).containsOnly("GET");
    }

    @Test
    void theCopiedLineRunsInAShell() throws IOException {
        browser.run("!darktrace-add-comment pbid=111 message=\"it's $(id) `id` \\\"quoted\\\" \\\\n\"");
        browser.press("#question", "Run");
        browser.waitForText(ENTRY + "h3", "111");
        browser.press(ENTRY + ".actions", "Copy as curl");
        browser.waitForText(ENTRY + ".actions", "Copied");

        assertThat(browser.runCopied(Map.of())).contains("\"command\":\"darktrace-add-comment\"");
        browser.run("!darktrace-get-comments pbid=111");
        browser.waitForText(ENTRY + "td", "it's $(id) `id` \"quoted\" \\n");
        assertThat(browser.texts(ENTRY + "tbody tr").stream().filter(row -> row.contains("it's $(id) `id`")))
                .hasSize(2);
    }

    @Test
    void showsWhatIsWrongAtItsPlaceWithTheNearestName() {
        browser.run("!darktrace-get-breach pbidd=95");
        browser.waitForText("#wrong mark", "pbidd=95");
        assertThat(browser.text("#wrong")).contains("has no argument pbidd; did you mean pbid?");
        assertThat(appliance.requests()).isEmpty();

        browser.press("#wrong", "Use pbid");
        assertThat(browser.line()).isEqualTo("!darktrace-get-breach pbid=95");
        browser.type(Keys.ENTER);
        browser.waitForText(ENTRY + "td", "sf-l-kjohnson");

        browser.run("!darktrace-get-breach pbid=\"95");
        browser.waitForText("#wrong mark", "\"95");
        browser.run("!darktrace-get-breahc pbid=95");
        browser.waitForText("#wrong mark", "!darktrace-get-breahc");
        browser.run("!darktrace-get-breach");
        browser.waitForText("#wrong", "needs the argument pbid");
    }

    @Test
    void asksWithTheDryRunBeforeItAcknowledges() {
        browser.run("!darktrace-acknowledge pbid=111");
        browser.waitForText("#question", "Dry run of darktrace-acknowledge: nothing was changed. It would send");
        browser.press("#question", "Cancel");
        assertThat(appliance.requests()).extracting(ReceivedRequest::method).doesNotContain("POST");

        browser.type(Keys.ENTER);
        browser.press("#question", "Run");
        browser.waitForText(ENTRY + "h3", "111");
        assertThat(appliance.requests()).extracting(ReceivedRequest::method).contains("POST");
    }

    @Test
    void containsADeviceWhenTheQuestionIsAnswered() {
        browser.run("!darktrace-create-manual-action did=823 action=quarantine duration=600 reason=\"It beacons\"");
        browser.waitForText("#question.contains", "It acts on a device or a person. Instance: main.");
        browser.press("#question", "Contain");

        browser.waitForText(ENTRY + "h3", "created");
        assertThat(browser.texts(ENTRY + ".bars .label")).containsExactly("Quarantine device · 172.31.32.146");
        assertThat(appliance.actionStates())
                .anySatisfy(action ->
                        assertThat(action.toString()).contains("codeid=1000000004717, did=823, stage=ACTIVE"));
    }

    @Test
    void whatAttackersNamedStaysText() {
        String evil = "<img src=x onerror='window.hacked=1'>[a](javascript:alert(1)) **b** https://evil.example";
        appliance.addBreach("""
                {"pbid": 666, "time": 1767323045000, "creationTime": 1767323045000, "score": 1, "commentCount": 0,
                 "device": {"did": 823, "hostname": "%1$s", "ip": "10.0.0.1"},
                 "model": {"then": {"name": "%1$s", "pid": 1, "uuid": "u", "description": "<script>hacked=1</script>"}}}
                """.formatted(evil));
        browser.run("!darktrace-get-breach pbid=666");
        browser.waitForText(ENTRY + "td", "hostname: " + evil);
        browser.run("!darktrace-add-comment pbid=666 message=\"<svg onload=hacked=1>\"");
        browser.press("#question", "Run");
        browser.run("!darktrace-get-comments pbid=666");
        browser.waitForText(ENTRY + "td", "<svg onload=hacked=1>");

        assertThat(browser.all("#entries :is(img, svg, script, a[href*=evil], a[href^=javascript], strong)"))
                .isEmpty();
        assertThat(browser.script("return window.hacked")).isNull();
    }

    @Test
    void drawsWhatIsBetterSeen() {
        browser.run("!darktrace-get-device-connection-info did=1 data_type=co");
        browser.waitFor(ENTRY + "canvas");
        assertThat(browser.waitFor(ENTRY + ".chart").getDomAttribute("aria-label"))
                .startsWith("Connections over time, ")
                .contains(" gaps");
        new Actions(browser.driver())
                .moveToElement(browser.waitFor(ENTRY + ".u-over"), 7, 0)
                .perform();
        browser.waitUntil(
                "no values where the mouse is",
                () -> browser.text(ENTRY + ".u-legend")
                        .matches("(?s).*\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d.*Device 1.*"));
        browser.waitUntil("nothing is drawn", () -> Boolean.TRUE.equals(browser.script("""
                                const canvas = [...document.querySelectorAll('#entries canvas')].at(-1);
                                const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                                return pixels.some(value => value > 0);
                                """)));

        browser.run("!darktrace-get-actions");
        browser.waitForText(ENTRY + ".bars", "Block connections to 203.0.113.9 port 443");

        appliance.analyst().addGrowingGroup("11111111-aaaa-4000-8000-000000000001", 6, Duration.ZERO, 7);
        browser.run("!darktrace-list-ai-analyst-incident-events");
        browser.waitForText(ENTRY + ".phases", "Phase 6");
        assertThat(browser.all(ENTRY + ".phases .bar")).hasSizeGreaterThanOrEqualTo(6);
        assertThat(browser.waitFor(ENTRY + ".links a").getDomAttribute("href")).startsWith(appliance.url() + "/#");
    }

    @Test
    void savesFilesAndAsksAgainForWhatIsNotFinished() throws IOException {
        appliance.analyst().addGrowingGroup("11111111-aaaa-4000-8000-000000000001", 1, Duration.ZERO, 7);
        browser.run("!darktrace-get-ai-analyst-report event_id=11111111-aaaa-4000-8000-000000000001-0000");
        String name = "ai-analyst-11111111-aaaa-4000-8000-000000000001-0000.pdf";
        browser.waitFor(ENTRY + ".links button");
        browser.press(ENTRY + ".links", "Download " + name);
        assertThat(Files.readAllBytes(browser.download(name))).isNotEmpty();

        browser.script("const tick = window.setInterval; window.setInterval = (run, wait) => tick(run, wait / 20)");
        browser.run("!darktrace-create-ai-analyst-investigation did=823 investigate_time=2026-01-01T00:00:00Z");
        browser.press("#question", "Run");
        browser.waitForText(ENTRY + ".waiting", "Not finished yet. Asks again in ");
        browser.waitFor(ENTRY + "progress");
        appliance.clearRequests();
        browser.waitUntil(
                "it does not ask again by itself", () -> !appliance.requests().isEmpty());
        assertThat(appliance.requests()).extracting(ReceivedRequest::method).containsOnly("GET");
        browser.press(ENTRY + ".waiting", "Stop");
        assertThat(browser.all(ENTRY + ".waiting")).isEmpty();
    }

    @Test
    void aParkedSinkIsResumed() {
        browser.waitForText("#state", "sink soar");
        assertThat(rows.sql("update sink_state set parked = true, failures = 3, failure = 'The receiver answered 401'"
                                + " where sink = 'soar'")
                        .update())
                .isEqualTo(1);
        browser.openReady("http://127.0.0.1:" + port + "/");
        browser.waitForText("#state .bad", "The receiver answered 401");
        browser.press("#state .bad", "Resume");
        browser.waitForText("#question.administers", "Dry run: sink soar would resume");
        browser.press("#question", "Run");
        browser.waitUntil("it stays parked", () -> browser.all("#state .bad").isEmpty());
    }

    @Test
    void needsNoMouse() {
        browser.type("!darktrace-acknowledge pbid=111", Keys.ESCAPE, Keys.ENTER);
        browser.waitForText("#question", "Dry run");
        browser.keys(Keys.ESCAPE);
        browser.waitUntil(
                "the question stays", () -> browser.all("#question[open]").isEmpty());
        browser.keys(Keys.ENTER);
        browser.waitForText("#question", "Dry run");
        browser.keys(Keys.TAB);
        browser.keys(Keys.ENTER);
        browser.waitForText(ENTRY + "h3", "111");

        browser.type(Keys.ARROW_UP);
        assertThat(browser.line()).isEqualTo("!darktrace-acknowledge pbid=111");
        browser.type(Keys.ARROW_DOWN, Keys.SHIFT, Keys.TAB);
        assertThat(browser.driver().switchTo().activeElement().getTagName()).isEqualTo("button");
        browser.keys("/");
        assertThat(browser.driver().switchTo().activeElement().getDomAttribute("id"))
                .isEqualTo("line");
        browser.keys("!help", Keys.ESCAPE, Keys.TAB);
        assertThat(browser.driver().switchTo().activeElement().getText()).isEqualTo("Run");
        browser.keys(Keys.ENTER);
        browser.waitForText(ENTRY, "darktrace-get-breach");
        browser.press(
                ENTRY + ".table", "Show all " + browser.all(ENTRY + "tbody tr").size() + " rows");
    }

    @Test
    void theHistoryOutlivesThePage() {
        browser.run("!darktrace-get-breach pbid=95");
        browser.waitFor(ENTRY + "td");
        browser.driver().navigate().refresh();
        browser.waitFor("body[data-ready]");
        browser.type("!help", Keys.ESCAPE, Keys.ARROW_UP);
        assertThat(browser.line()).isEqualTo("!darktrace-get-breach pbid=95");
        browser.type(Keys.ARROW_DOWN);
        assertThat(browser.line()).isEqualTo("!help");
    }

    @Test
    void splitsLinesAsTheConnectorDoes() {
        List<String> lines = List.of(
                "!c a=1 b=\"two words\" c='say \"hi\"' d=`x y`",
                "!c a=\"say \\\"hi\\\"\" b=\"a\\\\b\" c=\"C:\\Temp\\new\" d='C:\\Temp\\'",
                " \t!c \n a=http://x/?a=b&c==d\u00a0b=it's c={\"a\":\"b\"}",
                "!c a= b=\"\" c=日本");
        Object split = browser.driver().executeAsyncScript("""
                const [lines, done] = arguments;
                import(new URL('page/line.js', document.baseURI)).then(({words}) => done(lines.map(line =>
                  Object.fromEntries(words(line).slice(1).map(word => [word.key, word.value])))));
                """, lines);
        assertThat(split)
                .isEqualTo(lines.stream()
                        .map(line -> WarRoomLine.parse(line).arguments())
                        .toList());
    }

    @Test
    void showsTheAuditWithItsOutcomes() {
        browser.run("!darktrace-add-comment pbid=111 message=Harmless");
        browser.press("#question", "Run");
        browser.waitForText(ENTRY + "h3", "111");
        browser.click("nav [data-view=audit]");
        browser.click("#audit select option[value='']");
        browser.click("#audit [type=submit]");
        browser.waitForText("#audit tbody", "Harmless");
        browser.waitFor("#audit [name=command]").sendKeys("*-nothing-*", Keys.ENTER);
        browser.waitForText("#audit", "0 entries");
    }

    @Test
    void loadsFromHereAloneAndLittle() {
        browser.driver().executeCdpCommand("Network.clearBrowserCache", Map.of());
        browser.driver().navigate().refresh();
        browser.run("!darktrace-get-device-connection-info did=1 data_type=co");
        browser.waitFor(ENTRY + "canvas");
        String files = "return performance.getEntriesByType('resource').filter(one => !one.name.includes('/api/'))";

        assertThat(browser.script(files + ".filter(one => !one.name.startsWith(location.origin)).length"))
                .isEqualTo(0L);
        assertThat((Long) browser.script(files + ".reduce((sum, one) => sum + one.decodedBodySize, 0)"))
                .isBetween(200_000L, 450_000L);
    }
}
