package soar.darktrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;

/** What axe-core finds in the page as it is: nothing. */
final class Axe {

    private Axe() {}

    @SuppressWarnings(
            "deprecation") // The other mode opens a window for each look, for frames of other sites: there are none.
    static void findsNothing(Browser browser, String state) {
        assertThat(new AxeBuilder()
                        .setLegacyMode(true)
                        .analyze(browser.driver())
                        .getViolations())
                .extracting(Axe::shown)
                .as(state)
                .isEmpty();
    }

    private static String shown(Rule rule) {
        return rule.getId() + ": "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }
}
