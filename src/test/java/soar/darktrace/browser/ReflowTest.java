package soar.darktrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Dimension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import soar.darktrace.FetchingConnectorTest;
import soar.darktrace.appliance.SimulatedAppliance;

/** From 320 px, which is 1280 px at a zoom of 400 %, the page fits its window and all of it can be reached (WCAG 1.4.10). */
@FetchingConnectorTest
class ReflowTest {

    /** The first is so low that the page scrolls as a whole. */
    private static final List<Dimension> SIZES = List.of(
            new Dimension(320, 256), new Dimension(320, 640), new Dimension(390, 844), new Dimension(1600, 1000));

    /** Whatever is wider than the page, or cannot be clicked wherever one scrolls to. Tables and code scroll by themselves. */
    private static final String UNREACHABLE = """
            const done = arguments[0];
            const seen = element => element.checkVisibility({visibilityProperty: true}) && !element.closest('.unseen, .skip');
            const name = element => `${element.tagName}.${element.className}#${element.id} ${element.textContent.trim().slice(0, 40)}`;
            // What follows the size of the window by itself has done so after the second frame.
            requestAnimationFrame(() => requestAnimationFrame(() => done(look())));
            const look = () => {
              const all = [...document.querySelectorAll('dialog[open]')];
              const within = all.length > 0 ? all[0] : document.body;
              const wide = [...within.querySelectorAll('*')].filter(seen)
                .filter(element => !element.parentElement.closest('.scroll') && element.getBoundingClientRect().width > 0)
                .filter(element => element.getBoundingClientRect().right > innerWidth + 1 || element.getBoundingClientRect().left < -1);
              const lost = [...within.querySelectorAll('button, input, select, a[href], summary')].filter(seen).filter(element => {
                element.scrollIntoView({block: 'center', inline: 'center'});
                const {left, top, width, height} = element.getClientRects()[0] ?? {left: -9, top: -9, width: 0, height: 0};
                const there = document.elementFromPoint(left + width / 2, top + height / 2);
                return !there || !(element.contains(there) || there.contains(element) && there.matches('label'));
              });
              const page = document.documentElement.scrollWidth > innerWidth ? ['the page scrolls to the side'] : [];
              return [...page, ...wide.map(element => `wide: ${name(element)}`), ...lost.map(element => `lost: ${name(element)}`)];
            };
            """;

    private static Browser browser;

    @LocalServerPort
    int port;

    @Autowired
    SimulatedAppliance appliance;

    @BeforeAll
    static void findBrowser() throws IOException {
        browser = Browser.shared();
    }

    @Test
    void everythingFitsAndIsReached() {
        long pbid = appliance.addBreaches(1).get(0);
        browser.openReady("http://127.0.0.1:" + port + "/");
        check("start");
        browser.run("!darktrace-get-breach pbid=95");
        browser.waitFor(".entry table");
        browser.run("!darktrace-get-device-connection-info did=1 data_type=co");
        browser.waitFor(".entry canvas");
        browser.run("!darktrace-get-actions");
        browser.waitFor(".entry .bars");
        browser.press(".entry .tabs", "Context");
        browser.waitFor(".entry .json");
        browser.run("!darktrace-get-breach pbidd=95");
        browser.waitFor("#wrong mark");
        check("entries");
        browser.run("!darktrace-acknowledge pbid=111");
        browser.waitFor("#question table");
        check("question");
        browser.press("#question", "Cancel");
        browser.show(390, 844, false);
        browser.click("nav [data-view=incidents]");
        browser.waitFor("#incident-rows li");
        check("incidents");
        browser.click("#incident-rows [data-id='main:" + pbid + "'] button");
        browser.waitForText("#incident [data-part=comments]", "None.");
        check("incident");
        browser.click("nav [data-view=audit]");
        browser.waitForText("#audit", "entries");
        check("audit");
    }

    private static void check(String state) {
        SIZES.forEach(size -> {
            browser.show(size.getWidth(), size.getHeight(), false);
            assertThat((List<?>) browser.driver().executeAsyncScript(UNREACHABLE))
                    .as("%s, %s", state, size)
                    .isEmpty();
        });
    }
}
