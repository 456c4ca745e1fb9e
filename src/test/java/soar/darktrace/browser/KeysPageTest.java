package soar.darktrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import soar.darktrace.SimulatedInstance;
import soar.darktrace.access.ApiKey;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.StoredIncidents;

/** The connector has keys: the page asks for one, and offers what its roles allow. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:keys-page;DB_CLOSE_DELAY=-1",
            "connector.api-keys.reader.roles=read",
            "connector.api-keys.reader.instances=main",
            "darktrace.instances.branch.url=http://127.0.0.1:1",
            "darktrace.instances.branch.public-api-token=public",
            "darktrace.instances.branch.private-api-token=private",
            "darktrace.instances.branch.limits.read-attempts=1",
            "connector.api-keys.chief.roles=read,write,respond,admin"
        })
@AutoConfigureMetrics
@SimulatedInstance
class KeysPageTest {

    private static final ApiKey reader = ApiKey.generate();
    private static final ApiKey chief = ApiKey.generate();
    private static Browser browser;

    @LocalServerPort
    int port;

    @Autowired
    IncidentStore store;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry properties) {
        properties.add("connector.api-keys.reader.hash", reader::hash);
        properties.add("connector.api-keys.chief.hash", chief::hash);
    }

    @BeforeAll
    static void findBrowser() throws IOException {
        browser = Browser.shared();
    }

    @Test
    void asksForAKeyAndKeepsItInMemory() throws IOException {
        browser.open("http://127.0.0.1:" + port + "/");
        browser.waitFor("#key[open]");
        browser.keys("dtc_of_nobody", Keys.ENTER);
        browser.waitForText("#key .problem", "is not valid");
        give(chief);
        browser.waitForText("#caller", "chief (read, write, respond, admin)");
        browser.waitForText("#live", "Live");

        assertThat(browser.driver().getCurrentUrl()).doesNotContain("dtc_");
        browser.run("!darktrace-get-breach pbid=95");
        browser.waitForText(".entry td", "sf-l-kjohnson");
        assertThat(String.valueOf(browser.script("return JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"
                        + " + document.cookie + document.documentElement.outerHTML")))
                .doesNotContain(chief.value());
        browser.press(".entry .tabs", "Request");
        browser.waitForText(".entry pre", "Authorization: Bearer (your key)");
        browser.press(".entry .actions", "Copy as curl");
        browser.waitForText(".entry .actions", "Copied");
        assertThat(browser.clipboard()).doesNotContain(chief.value());
        assertThat(browser.runCopied(Map.of("DARKTRACE_CONNECTOR_KEY", chief.value())))
                .contains("\"pbid\":95");
        browser.press("#session", "Forget key");
        browser.waitFor("#key[open]");
    }

    @Test
    void theRoleShapesWhatIsOffered() {
        browser.open("http://127.0.0.1:" + port + "/");
        give(reader);
        browser.waitForText("#caller", "reader (read)");
        assertThat(browser.texts("nav button")).doesNotContain("Audit");
        assertThat(browser.text(".welcome"))
                .doesNotContain("create-manual-action")
                .contains("get-breach");
        browser.type("!acknow");
        assertThat(browser.texts("#completions .label")).isEmpty();
        browser.run("!darktrace-acknowledge pbid=111");
        browser.waitForText(".entry.failed", "needs the role write");

        browser.open("http://127.0.0.1:" + port + "/");
        give(chief);
        browser.waitForText("nav", "Audit");
        browser.type("!acknow");
        assertThat(browser.texts("#completions .label")).startsWith("darktrace-acknowledge");
    }

    @Test
    void aLineGoesToTheInstanceThatIsPicked() {
        browser.open("http://127.0.0.1:" + port + "/");
        give(reader);
        assertThat(browser.texts("#instance option")).containsExactly("main");
        browser.waitForText("#live", "Live");

        browser.open("http://127.0.0.1:" + port + "/");
        give(chief);
        assertThat(browser.texts("#instance option").stream().map(String::strip))
                .containsExactlyInAnyOrder("choose …", "main", "branch");
        browser.waitFor("#instance").sendKeys("branch");
        browser.run("!darktrace-get-breach pbid=95");
        browser.waitForText(".entry.failed .head", "!darktrace-get-breach pbid=95 using=branch");
        browser.run("!darktrace-get-breach pbid=95 using=main");
        browser.waitForText(".entry:last-of-type td", "sf-l-kjohnson");
        browser.run("!darktrace-get-breach pbid=95 using=brunch");
        browser.waitForText("#wrong mark", "using=brunch");
        browser.press("#wrong", "Use branch");
        assertThat(browser.line()).isEqualTo("!darktrace-get-breach pbid=95 using=branch");
    }

    @Test
    void incidentsAreFilteredByInstanceAndSource() {
        StoredIncidents.add(store, "main", 101);
        StoredIncidents.add(store, "branch", 102);
        browser.open("http://127.0.0.1:" + port + "/");
        give(chief);
        browser.waitForText("#incident-count", "2 incidents, newest arrivals first");
        browser.waitFor("#filter-instance").sendKeys("branch");
        browser.waitForText("#incident-count", "1 of 2");
        assertThat(browser.waitFor("#incident-rows li").getDomAttribute("data-id"))
                .isEqualTo("branch:102");
        browser.waitFor("#filter-source").sendKeys("Darktrace Model");
        browser.waitForText("#incident-rows", "branch");

        browser.open("http://127.0.0.1:" + port + "/");
        give(reader);
        browser.waitForText("#incident-count", "1 incident,");
    }

    private static void give(ApiKey key) {
        browser.waitFor("#key-value").sendKeys(Keys.CONTROL, "a", Keys.BACK_SPACE);
        browser.keys(key.value(), Keys.ENTER);
        browser.waitFor("body[data-ready]");
    }
}
