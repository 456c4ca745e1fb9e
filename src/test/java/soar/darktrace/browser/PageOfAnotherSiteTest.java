package soar.darktrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import soar.darktrace.AfterTheGate;
import soar.darktrace.ConnectorTest;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;

/** An analyst's browser shows a page of somebody else, and the connector runs on the analyst's machine. */
@AfterTheGate
@ConnectorTest
@ExtendWith(OutputCaptureExtension.class)
class PageOfAnotherSiteTest {

    private static final int ATTEMPTS = 13;

    @LocalServerPort
    int port;

    @Autowired
    SimulatedAppliance appliance;

    @BeforeAll
    static void findBrowser() {
        Chromium.assumeInstalled();
    }

    @BeforeEach
    void reset() {
        appliance.reset();
    }

    @Test
    void changesNothingAndReadsNothing(CapturedOutput output) throws IOException, InterruptedException {
        try (EvilSite site = new EvilSite(port);
                Chromium browser = Chromium.open(site.address("http://127.0.0.1:" + port), EvilSite.NAME)) {
            assertNothingGotThrough(Objects.requireNonNull(site.report()));
            assertThat(browser.isRunning()).isTrue();
            // What the browser did not stop by itself has come as far as the door.
            assertThat(output).contains("A page of another site may not send requests to this service");
        }
    }

    @Test
    void changesNothingAndReadsNothingWhenItsNameIsReboundToThisMachine() throws IOException, InterruptedException {
        try (EvilSite site = new EvilSite(port);
                Chromium browser = Chromium.open(site.address(""), EvilSite.NAME)) {
            assertNothingGotThrough(Objects.requireNonNull(site.report()));
            assertThat(browser.isRunning()).isTrue();
            assertThat(site.rebound()).hasSizeGreaterThanOrEqualTo(10).containsOnly(403);
        }
    }

    private void assertNothingGotThrough(JsonNode report) {
        assertThat(report.propertyNames()).hasSize(ATTEMPTS);
        assertThat(report.values())
                .allSatisfy(read -> assertThat(read.asString())
                        .matches("(?s)failed: .*|opaque|true|not readable|refused|403 .*\"code\":\"forbidden\".*"
                                + "|\\{.*\"code\":\"forbidden\".*"));
        assertThat(appliance.requests()).isEmpty();
    }
}
