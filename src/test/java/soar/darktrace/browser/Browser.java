package soar.darktrace.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.util.FileSystemUtils;

/**
 * A Chromium with the page of the connector, that does what a person would do there. All tests of a process share one: it
 * starts in seconds, and each page that is opened finds it as if it were new.
 */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Of 500 ms by default. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final int WIDTH = 1440;
    private static final int HEIGHT = 900;

    private static @Nullable Browser shared;

    private final ChromeDriver driver;
    private final Path downloads;

    private Browser(ChromeDriver driver, Path downloads) {
        this.driver = driver;
        this.downloads = downloads;
    }

    /** That of this process. Skips the tests, in words, where Chromium or its driver is missing. */
    static synchronized Browser shared() throws IOException {
        Browser started = shared;
        if (started == null) {
            started = start();
            shared = started;
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
        }
        return started;
    }

    private static Browser start() throws IOException {
        Chromium.assumeInstalled();
        Path driver = Path.of(System.getenv().getOrDefault("CHROMEDRIVER", "/usr/bin/chromedriver"));
        assumeTrue(
                Files.isExecutable(driver),
                "Skipped: there is no driver of Chromium at " + driver
                        + ". Install it (Debian: apt-get install chromium-driver), or set the environment variable"
                        + " CHROMEDRIVER.");
        Path downloads = Files.createTempDirectory("downloads");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(Chromium.path().toString());
        options.addArguments(Chromium.OPTIONS);
        options.setExperimentalOption("prefs", Map.of("download.default_directory", downloads.toString()));
        ChromeDriver chromium = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.toFile())
                        .build(),
                options);
        chromium.executeCdpCommand(
                "Browser.grantPermissions",
                Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
        return new Browser(chromium, downloads);
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Opens the page as somebody does who was never there. */
    void open(String address) {
        show(WIDTH, HEIGHT, false);
        URI uri = URI.create(address);
        driver.executeCdpCommand(
                "Storage.clearDataForOrigin",
                Map.of("origin", uri.getScheme() + "://" + uri.getAuthority(), "storageTypes", "local_storage"));
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        driver.get(address);
        // Of the page before.
        driver.manage().logs().get(LogType.BROWSER);
    }

    /** Opens it and waits until it takes commands. */
    void openReady(String address) {
        open(address);
        waitFor("body[data-ready]");
    }

    void show(int width, int height, boolean isDark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"))));
    }

    /** The first element that is seen. */
    WebElement waitFor(String css) {
        return waiting(() -> css + " does not appear")
                .until(page -> page.findElements(By.cssSelector(css)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    void waitUntil(String what, BooleanSupplier condition) {
        waiting(() -> what).until(page -> condition.getAsBoolean());
    }

    /** The page may replace an element between its being found and its being used: it is looked for again. */
    private WebDriverWait waiting(Supplier<String> what) {
        WebDriverWait waiting = new WebDriverWait(driver, PATIENCE, PAUSE);
        waiting.ignoring(StaleElementReferenceException.class)
                .withMessage(() -> what.get() + "; the page has: " + text("body"));
        return waiting;
    }

    /** Waits until an element has this in its text. */
    void waitForText(String css, String text) {
        waitUntil(css + " has no text " + text, () -> texts(css).stream().anyMatch(seen -> seen.contains(text)));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    List<String> texts(String css) {
        return waiting(() -> css + " changes all the time")
                .until(page -> all(css).stream().map(WebElement::getText).toList());
    }

    String text(String css) {
        return String.join("\n", texts(css));
    }

    void click(String css) {
        waiting(() -> css + " cannot be clicked").until(page -> {
            waitFor(css).click();
            return true;
        });
    }

    /** Clicks the button with this label below an element. */
    void press(String within, String label) {
        waiting(() -> "No button " + label + " in " + within).until(page -> {
            Optional<WebElement> labelled = waitFor(within).findElements(By.tagName("button")).stream()
                    .filter(button -> button.getText().equals(label))
                    .findFirst();
            labelled.ifPresent(WebElement::click);
            return labelled.isPresent();
        });
    }

    /** Types into the command line. */
    void type(CharSequence... keys) {
        waitFor("#line").sendKeys(keys);
    }

    /** Types where the focus is. */
    void keys(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Runs a line; the completions are closed first. */
    void run(String line) {
        script("document.getElementById('line').value = ''");
        type(line, Keys.ESCAPE, Keys.ENTER);
    }

    String line() {
        return String.valueOf(waitFor("#line").getDomProperty("value"));
    }

    @Nullable
    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What was copied. */
    String clipboard() {
        return String.valueOf(driver.executeAsyncScript(
                "const done = arguments[0]; navigator.clipboard.readText().then(done, done)"));
    }

    /** Runs what was copied in a shell; what it prints. */
    String runCopied(Map<String, String> environment) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", clipboard());
        shell.environment().putAll(environment);
        return new String(shell.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** What the browser complained of: scripts that fail, what the policy forbids; answers of the connector are no fault. */
    List<String> faults() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("/api/v1/"))
                .toList();
    }

    /** The file of that name, once it was saved as a whole. */
    Path download(String name) {
        Path file = downloads.resolve(name);
        waitUntil("no file " + name, () -> Files.exists(file));
        return file;
    }

    void screenshot(Path file) throws IOException {
        Object data = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                .get("data");
        Files.write(file, Base64.getDecoder().decode(String.valueOf(data)));
    }

    @Override
    public void close() {
        driver.quit();
        try {
            FileSystemUtils.deleteRecursively(downloads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
