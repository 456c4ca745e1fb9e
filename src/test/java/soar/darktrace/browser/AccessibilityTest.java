package soar.darktrace.browser;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({"1600, 1000, false", "390, 844, true"})
    void nothingIsFoundInAnyOfItsStates(int width, int height, boolean isDark) {
        browser.openReady("http://127.0.0.1:" + port + "/");
        browser.show(width, height, isDark);
        browser.type("!darktrace-acknowledge pb");
        browser.waitFor("#completions");
        Axe.findsNothing(browser, "start, with completions");
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
        Axe.findsNothing(browser, "entries");
        browser.run("!darktrace-get-breach pbidd=95");
        browser.waitFor("#wrong mark");
        Axe.findsNothing(browser, "a wrong argument");
        browser.run("!darktrace-create-manual-action did=823 action=quarantine duration=60 reason=x");
        browser.waitFor("#question[open]");
        Axe.findsNothing(browser, "question");
        browser.keys(Keys.ESCAPE);
        browser.waitUntil(
                "the question stays", () -> browser.all("#question[open]").isEmpty());
        browser.click("nav [data-view=audit]");
        browser.waitForText("#audit", "entries");
        Axe.findsNothing(browser, "audit");
    }
}
