package soar.darktrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Cookie;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import soar.darktrace.SimulatedInstance;
import soar.darktrace.appliance.ReceivedRequest;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.web.IdentityProvider;

/** A login is configured: the browser goes to the identity provider and comes back with a session. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:login-page;DB_CLOSE_DELAY=-1",
            "connector.jwt.roles-claim=realm_access.roles",
            "connector.jwt.roles.soc=read,write",
            "connector.jwt.roles.readers=read",
            // Fewer than the page has files.
            "connector.limits.requests-per-second-per-caller=25"
        })
@SimulatedInstance
class LoginPageTest {

    private static final IdentityProvider provider = IdentityProvider.start();
    private static Browser browser;

    @LocalServerPort
    int port;

    @Autowired
    SimulatedAppliance appliance;

    @DynamicPropertySource
    static void login(DynamicPropertyRegistry properties) {
        provider.addLoginTo(properties);
    }

    @BeforeAll
    static void findBrowser() throws IOException {
        browser = Browser.shared();
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @BeforeEach
    void open() {
        appliance.reset();
        provider.give("soc");
        browser.openReady(page());
    }

    private String page() {
        return "http://127.0.0.1:" + port + "/";
    }

    @Test
    void thePageWorksWithTheSessionUntilTheLogout() {
        assertThat(browser.driver().getCurrentUrl()).isEqualTo(page());
        browser.waitForText("#caller", "alice (read, write)");
        browser.waitForText("#live", "Live");
        browser.run("!darktrace-acknowledge pbid=111");
        browser.press("#question", "Run");
        browser.waitForText(".entry h3", "111");
        assertThat(appliance.requests()).extracting(ReceivedRequest::method).contains("POST");
        browser.press(".entry .tabs", "Request");
        assertThat(browser.text(".entry pre"))
                .contains("X-XSRF-TOKEN: (its token)")
                .doesNotContain(cookie("XSRF-TOKEN"), cookie("SESSION"));
        browser.press(".entry .actions", "Copy as curl");
        browser.waitForText(".entry .actions", "Copied");
        assertThat(browser.clipboard()).contains("Bearer $DARKTRACE_CONNECTOR_KEY");

        browser.press("#session", "Log out");
        browser.waitForText("h1", "You are logged out");
        Axe.findsNothing(browser, "logged out");
        assertThat(browser.faults()).isEmpty();
        browser.click("a.main");
        browser.waitFor("body[data-ready]");
        assertThat(browser.all(".entry")).isEmpty();
    }

    @Test
    void theRolesOfTheProviderShapeWhatIsOffered() {
        assertThat(browser.texts("nav button")).doesNotContain("Audit");
        browser.type("!acknow");
        assertThat(browser.texts("#completions .label")).startsWith("darktrace-acknowledge");

        provider.give("readers");
        browser.openReady(page());
        browser.waitForText("#caller", "alice (read)");
        browser.type("!acknow");
        assertThat(browser.texts("#completions .label")).isEmpty();

        provider.give("canteen");
        browser.openReady(page());
        browser.waitForText(".welcome", "Your roles allow no command");
    }

    @Test
    void aSessionThatEndsIsSaidAndThePageGoesOnAfterTheNextLogin() throws Exception {
        browser.run("!darktrace-get-breach pbid=95");
        browser.waitForText(".entry td", "sf-l-kjohnson");
        endSession();
        browser.run("!darktrace-get-breach pbid=111");
        browser.waitForText("#key", "Your session has ended");
        browser.press("#key", "Go on");
        browser.waitForText("#key", "Nobody is logged in yet");
        Axe.findsNothing(browser, "session ended");

        logInInATab();
        browser.waitUntil(
                "it does not go on",
                () -> browser.all(".entry td").size() > 10
                        && browser.all("#key[open]").isEmpty());
        assertThat(browser.all(".entry")).hasSize(2);
    }

    @Test
    void whoeverLogsInWithOtherRolesGetsAPageOfTheirOwn() throws Exception {
        browser.run("!darktrace-get-breach pbid=95");
        browser.waitForText(".entry td", "sf-l-kjohnson");
        endSession();
        provider.give("readers");
        browser.run("!darktrace-get-breach pbid=111");
        browser.waitForText("#key", "Your session has ended");

        logInInATab();
        browser.waitForText("#caller", "alice (read)");
        assertThat(browser.all(".entry")).isEmpty();
    }

    /** On the server, as by time: the browser keeps its cookies. */
    private void endSession() throws Exception {
        HttpRequest logout = HttpRequest.newBuilder(URI.create(page() + "logout"))
                .header("Cookie", "SESSION=" + cookie("SESSION") + "; XSRF-TOKEN=" + cookie("XSRF-TOKEN"))
                .header("X-XSRF-TOKEN", cookie("XSRF-TOKEN"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(logout, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(204);
    }

    private static String cookie(String name) {
        Cookie cookie = browser.driver().manage().getCookieNamed(name);
        return Objects.requireNonNull(cookie).getValue();
    }

    private static void logInInATab() {
        String first = browser.driver().getWindowHandle();
        browser.click("#key a");
        browser.waitUntil("no tab", () -> browser.driver().getWindowHandles().size() == 2);
        Set<String> tabs = browser.driver().getWindowHandles();
        tabs.remove(first);
        browser.driver().switchTo().window(tabs.iterator().next());
        browser.waitFor("body[data-ready]");
        browser.driver().close();
        browser.driver().switchTo().window(first);
        // A headless window never loses the focus that it would get again.
        browser.script("dispatchEvent(new Event('focus'))");
    }
}
