package soar.darktrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.util.List;
import javax.naming.OperationNotSupportedException;

/**
 * What axe-core finds in the page as it is: nothing. Its own driver loads it anew and brings home what passed for each look,
 * which takes more time than the look.
 */
final class Axe {

    private Axe() {}

    static void findsNothing(Browser browser, String state) {
        if (Boolean.FALSE.equals(browser.script("return 'axe' in window"))) {
            browser.script(script());
        }
        Object found = browser.driver().executeAsyncScript("""
                const done = arguments[0];
                axe.run(document, {resultTypes: ['violations'], iframes: false}).then(
                  ({violations}) => done(violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(', ')}`)),
                  failure => done([String(failure)]));
                """);
        assertThat((List<?>) found).as(state).isEmpty();
    }

    private static String script() {
        try {
            return new AxeBuilder().getAxeScriptProvider().getScript();
        } catch (IOException | OperationNotSupportedException e) {
            throw new IllegalStateException("The jar of axe-core has no script", e);
        }
    }
}
