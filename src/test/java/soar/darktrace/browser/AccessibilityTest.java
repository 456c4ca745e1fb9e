package soar.darktrace.browser;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import soar.darktrace.ConnectorTest;
import soar.darktrace.appliance.SimulatedAppliance;

/** What axe-core finds in the page: nothing, whichever colors and width it has. */
@ConnectorTest
class AccessibilityTest {

    private static Browser browser;

    @LocalServerPort
    int port;

    @Autowired
    SimulatedAppliance appliance;

    @BeforeAll
    static void findBrowser() throws IOException {
        browser = Browser.shared();
    }

    @BeforeEach
    void reset() {
        appliance.reset();
    }

    @Test
    void nothingIsFoundInAnyOfItsStates() {
        browser.openReady("http://127.0.0.1:" + port + "/");
        browser.type("!darktrace-acknowledge pb");
        browser.waitFor("#completions");
        check("start, with completions");
        browser.run("!darktrace-get-breach pbid=95");
        browser.waitFor(".entry table");
        browser.run("!darktrace-get-device-connection-info did=1 data_type=co");
        browser.waitFor(".entry canvas");
        browser.run("!darktrace-get-actions");
        browser.waitFor(".entry .bars");
        browser.run("!darktrace-get-breach pbid=404404");
        browser.waitFor(".entry.failed");
        browser.press(".entry .tabs", "Context");
        browser.waitFor(".entry .json");
        check("entries");
        browser.run("!darktrace-get-breach pbidd=95");
        browser.waitFor("#wrong mark");
        check("a wrong argument");
        browser.run("!darktrace-create-manual-action did=823 action=quarantine duration=60 reason=x");
        browser.waitFor("#question[open]");
        check("question");
        browser.keys(Keys.ESCAPE);
        browser.waitUntil(
                "the question stays", () -> browser.all("#question[open]").isEmpty());
        browser.click("nav [data-view=audit]");
        browser.waitForText("#audit", "entries");
        check("audit");
    }

    private static void check(String state) {
        browser.show(390, 844, true);
        Axe.findsNothing(browser, state + ", narrow and dark");
        browser.show(1600, 1000, false);
        Axe.findsNothing(browser, state);
    }
}
