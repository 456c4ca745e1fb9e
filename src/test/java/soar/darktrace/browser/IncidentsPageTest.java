package soar.darktrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import soar.darktrace.FetchingConnectorTest;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.StoredIncidents;
import tools.jackson.databind.json.JsonMapper;

/** An analyst watches incidents arrive while the page stays open. */
@FetchingConnectorTest
class IncidentsPageTest {

    private static final String ROWS = "#incident-rows ";
    private static Browser browser;

    @LocalServerPort
    int port;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @Autowired
    IncidentStore store;

    @BeforeAll
    static void findBrowser() throws IOException {
        browser = Browser.shared();
    }

    @BeforeEach
    void open() {
        clock.advance(Duration.ofMinutes(1));
        browser.openReady("http://127.0.0.1:" + port + "/");
        browser.waitForText("#live", "Live");
    }

    @Test
    void anIncidentArrivesAndIsUpdatedAndClosed() {
        long pbid = arrived();
        browser.waitFor(row(pbid));
        assertThat(browser.text(row(pbid))).contains("Medium", "Compromise::Beaconing Activity To External Rare");

        change(pbid, EventKind.CHANGED, "{\"score\": 0.9}");
        browser.waitForText(row(pbid), "score 0.9");
        change(pbid, EventKind.CLOSED, "{}");
        browser.waitForText(row(pbid), "✓ closed");
        assertThat(browser.all(row(pbid))).hasSize(1);
        browser.waitFor("#incident-chart canvas");
        browser.waitForText("#state", "main · breach last fetch");
    }

    @Test
    void theStreamBreaksAndGoesOnWhereItWas() throws IOException {
        try (Relay network = new Relay(port)) {
            browser.openReady("http://127.0.0.1:" + network.port() + "/");
            long before = arrived();
            browser.waitFor(row(before));
            network.breakDown();
            browser.waitForText("#live", "Reconnecting");
            long meanwhile = arrived();
            network.repair();

            browser.waitFor(row(meanwhile));
            browser.waitForText("#live", "Live");
            assertThat(browser.all(row(before))).hasSize(1);
            assertThat(browser.all(row(meanwhile))).hasSize(1);
        }
    }

    @Test
    void aCommentAndAnAcknowledgementOfDarktraceAreShown() {
        long pbid = arrived();
        browser.waitFor(row(pbid));
        change(
                pbid,
                EventKind.CHANGED,
                "{\"commentCount\": 1, \"comments\": [{\"author\": \"jdoe\", \"text\": \"<b>Mine</b>\"}]}");
        browser.waitForText(row(pbid), "comment by jdoe: <b>Mine</b>");
        change(pbid, EventKind.CLOSED, "{\"acknowledged\": true, \"acknowledgedBy\": \"jdoe\"}");
        browser.waitForText(row(pbid), "✓ acknowledged");

        browser.click(row(pbid) + " button");
        browser.waitForText("#incident", "· acknowledged");
        assertThat(browser.texts("#incident [data-part=history] li"))
                .containsExactly("comment by jdoe: <b>Mine</b>", "acknowledged by jdoe");
        change(pbid, EventKind.CHANGED, "{\"acknowledged\": false}");
        browser.waitForText("#incident [data-part=history]", "acknowledgement taken back");
        browser.keys(Keys.ESCAPE);
        browser.waitFor(row(pbid));
        assertThat(browser.text(row(pbid))).doesNotContain("✓");
    }

    @Test
    void whatArrivesLateStandsFirstUntilActivityIsAskedFor() {
        long late = arrived();
        long pbid = arrived();
        browser.waitFor(row(pbid));
        StoredIncidents.append(
                store, "main", late, EventKind.CHANGED, JsonMapper.shared().createObjectNode());
        browser.waitForText(row(late), "updated");
        assertThat(browser.text("#incident-count")).contains("newest arrivals first");
        assertThat(firstRow()).isEqualTo("main:" + pbid);

        browser.waitFor("#incident-order").sendKeys(Keys.ARROW_DOWN);
        browser.waitForText("#incident-count", "latest changes first");
        assertThat(firstRow()).isEqualTo("main:" + late);
        browser.waitFor("#incident-order").sendKeys(Keys.ARROW_DOWN);
        browser.waitForText("#incident-count", "latest activity first");
    }

    private static String firstRow() {
        return String.valueOf(browser.waitFor(ROWS + "li").getDomAttribute("data-id"));
    }

    @Test
    void filtersAndOpensOneWithItsCommands() {
        arrived();
        long pbid = arrived();
        browser.waitFor(row(pbid));
        browser.waitFor("#filter-text").sendKeys("no-such-host");
        browser.waitForText("#incident-count", "0 of ");
        browser.waitFor("#filter-text").sendKeys(Keys.CONTROL, "a", Keys.BACK_SPACE);
        browser.waitFor(row(pbid));
        browser.waitFor("#filter-severity").sendKeys("Critical");
        browser.waitUntil(pbid + " is still there", () -> browser.all(row(pbid)).isEmpty());
        browser.waitFor("#filter-severity").sendKeys(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        browser.waitFor(row(pbid));

        browser.click(row(pbid) + " button");
        browser.waitForText("#incident dd", String.valueOf(pbid));
        browser.waitForText("#incident [data-part=comments]", "None.");
        browser.waitForText("#incident [data-part=related]", "Compromise::Beaconing");
        assertThat(browser.text("#incident")).doesNotContain("null", "undefined");
        Axe.findsNothing(browser, "an incident");
        assertThat(browser.waitFor("#incident a").getDomAttribute("href"))
                .isEqualTo(appliance.url() + "/#modelbreach/" + pbid);
        browser.press("#incident", "Acknowledge");
        browser.press("#question", "Run");
        browser.waitForText(".entry:last-of-type h3", String.valueOf(pbid));
        browser.press("#incident", "Comment …");
        assertThat(browser.line()).isEqualTo("!darktrace-add-comment pbid=" + pbid + " message=\"\"");
        browser.press("#incident", "← All incidents");
        browser.waitFor(row(pbid));
    }

    private long arrived() {
        clock.advance(Duration.ofMinutes(1));
        return appliance.addBreaches(1).get(0);
    }

    private void change(long pbid, EventKind kind, String changes) {
        StoredIncidents.append(
                store, "main", pbid, kind, JsonMapper.shared().readTree(changes).asObject());
    }

    private static String row(long pbid) {
        return ROWS + "[data-id='main:" + pbid + "']";
    }
}
