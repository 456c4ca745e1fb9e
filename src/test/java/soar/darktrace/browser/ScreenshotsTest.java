package soar.darktrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.Keys;
import org.springframework.context.ConfigurableApplicationContext;
import soar.darktrace.Demo;

/**
 * Makes the pictures of the README from the demo: {@code mvn test -Dtest=ScreenshotsTest -Dgenerate=true}. They hold times,
 * so that no build compares them.
 */
@EnabledIfSystemProperty(
        named = "generate",
        matches = "true",
        disabledReason = "Pictures are made on demand: mvn test -Dtest=ScreenshotsTest -Dgenerate=true")
class ScreenshotsTest {

    private static final Path DOCS = Path.of("docs");

    @Test
    void showWhatANewcomerSees() throws IOException {
        try (Demo demo = Demo.prepare(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
                ConfigurableApplicationContext connector =
                        demo.start("--server.port=0", "--spring.datasource.url=jdbc:h2:mem:pictures")) {
            Browser browser = Browser.shared();
            browser.openReady("http://localhost:" + connector.getEnvironment().getProperty("local.server.port") + "/");
            browser.waitUntil(
                    "no incidents", () -> browser.all("#incident-rows li").size() > 20);
            browser.run("!darktrace-get-actions");
            browser.waitFor(".entry:last-of-type .bars");
            browser.run("!darktrace-get-device-connection-info did=1 data_type=co");
            browser.waitFor(".entry:last-of-type canvas");
            browser.type("!darktrace-create-manual-action did=823 a");
            take(browser, "war-room-light.png");

            browser.type(Keys.ESCAPE);
            browser.click("#incident-rows [data-id='main:1236'] button");
            browser.waitForText("#incident [data-part=comments]", "None.");
            browser.press("#incident", "Show breach");
            browser.waitFor(".entry:last-of-type td");
            browser.press("#incident", "Quarantine for 10 min");
            browser.press("#question", "Contain");
            browser.waitForText(".entry:last-of-type h3", "created");
            browser.waitFor("#incident .bars");
            browser.waitFor("#line").clear();
            browser.type("x", Keys.BACK_SPACE);
            browser.show(1440, 900, true);
            take(browser, "war-room-dark.png");

            browser.show(390, 844, false);
            browser.run("!darktrace-acknowledge pbid=111");
            browser.waitForText("#question", "Dry run");
            take(browser, "war-room-narrow.png");
        }
    }

    private static void take(Browser browser, String name) throws IOException {
        // The page is drawn twice after the last change of its size.
        browser.driver().executeAsyncScript("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))");
        browser.screenshot(DOCS.resolve(name));
        assertThat(Files.size(DOCS.resolve(name))).isGreaterThan(10_000);
    }
}
