package soar.darktrace.web;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Serves the war room in the browser: the files of {@code page} and one of each library, and nothing else of the jars. They
 * hold no data and are for everybody; what the page shows it gets by the API, as any other caller.
 */
@RestController
class PageController {

    static final String PAGE = "/";
    static final String FILES = "/page/";

    /** The page loads from here alone, runs no script of a document, and makes markup by the sanitiser only. */
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
                    + " trusted-types dompurify";

    private static final String INDEX = "index.html";
    /** By the names under which the page imports them; the versions are those of the build. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "marked.js", "marked/*/lib/marked.esm.js",
            "purify.js", "dompurify/*/dist/purify.es.mjs",
            "uplot.js", "uplot/*/dist/uPlot.esm.js",
            "uplot.css", "uplot/*/dist/uPlot.min.css");

    private final Map<String, PageFile> files = new HashMap<>();

    PageController() throws IOException {
        PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
        for (Resource own : resources.getResources("classpath:page/*.*")) {
            String name = String.valueOf(own.getFilename());
            files.put(name, PageFile.of(name, own));
        }
        for (Map.Entry<String, String> library : LIBRARIES.entrySet()) {
            Resource[] found = resources.getResources("classpath*:META-INF/resources/webjars/" + library.getValue());
            if (found.length != 1) {
                throw new IllegalStateException("There are " + found.length + " files " + library.getValue());
            }
            files.put(library.getKey(), PageFile.of(library.getKey(), found[0]));
        }
    }

    /** Whether a request is for one of the files. */
    static boolean isFile(ServerHttpRequest request) {
        return request.getPath().pathWithinApplication().value().startsWith(FILES);
    }

    @GetMapping(PAGE)
    ResponseEntity<byte[]> page() {
        return file(INDEX);
    }

    @GetMapping(FILES + "{name}")
    ResponseEntity<byte[]> file(@PathVariable String name) {
        PageFile file = files.get(name);
        if (file == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .eTag(file.tag())
                .header("Content-Security-Policy", POLICY)
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .contentType(file.type())
                .body(file.bytes());
    }
}
