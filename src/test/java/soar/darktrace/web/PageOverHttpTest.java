package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;

/** The files of the page, as a browser gets them. */
@ConnectorTest
class PageOverHttpTest {

    private static final Pattern FILE = Pattern.compile("(?:page/|from '\\./|import\\('\\./)([a-z]+\\.(?:js|css|svg))");

    @Autowired
    WebTestClient web;

    @Test
    void everyFileThatThePageNamesIsServed() {
        Set<String> named = new TreeSet<>(namedIn(text("/")));
        for (int before = -1; before < named.size(); ) {
            before = named.size();
            Set.copyOf(named).stream()
                    .filter(name -> name.endsWith(".js")
                            && !Set.of("marked.js", "purify.js", "uplot.js").contains(name))
                    .forEach(name -> named.addAll(namedIn(text("/page/" + name))));
        }
        assertThat(named).contains("main.js", "page.css", "marked.js", "purify.js", "uplot.js", "uplot.css");
        assertThat(named).allSatisfy(name -> assertThat(text("/page/" + name)).isNotBlank());
    }

    @Test
    void thePageMayLoadFromItsOwnServerOnlyAndRunNothingInline() {
        HttpHeaders headers = get("/").getResponseHeaders();

        assertThat(headers.getFirst("Content-Security-Policy"))
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "http", "*", "data:");
        assertThat(headers.getFirst("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(text("/"))
                .doesNotContain("<style", " style=", "onclick", "http://", "https://")
                .doesNotContainPattern("<script(?! type=\"module\" src=)");
    }

    @Test
    void aFileIsAskedForAgainAndSentWhenItChangedOnly() {
        HttpHeaders headers = get("/page/main.js").getResponseHeaders();

        assertThat(headers.getCacheControl()).isEqualTo("no-cache");
        web.get()
                .uri("/page/main.js")
                .header(HttpHeaders.IF_NONE_MATCH, Objects.requireNonNull(headers.getETag()))
                .exchange()
                .expectStatus()
                .isNotModified();
    }

    @Test
    void nothingElseOfTheJarIsServed() {
        for (String path : Set.of(
                "/page/application.yml",
                "/page/index.htm",
                "/page/",
                "/page/lib/marked.js",
                "/webjars/marked/17.0.1/package.json")) {
            web.get().uri(path).exchange().expectStatus().isNotFound();
        }
    }

    private Set<String> namedIn(String text) {
        Set<String> names = new TreeSet<>();
        FILE.matcher(text).results().forEach(match -> names.add(match.group(1)));
        return names;
    }

    private String text(String path) {
        return new String(Objects.requireNonNull(get(path).getResponseBody()), StandardCharsets.UTF_8);
    }

    private EntityExchangeResult<byte[]> get(String path) {
        return web.get().uri(path).exchange().expectStatus().isOk().expectBody().returnResult();
    }
}
