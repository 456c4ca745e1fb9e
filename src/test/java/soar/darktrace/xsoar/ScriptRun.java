package soar.darktrace.xsoar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * One run of the integration's script, as it stands in the manifest, in a Python process that stands in for XSOAR.
 *
 * @param calls what XSOAR was told, in order
 * @param crash the traceback of a script that did not end by itself; null for one that did
 */
record ScriptRun(List<JsonNode> calls, JsonNode crash) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** As XSOAR sets them where it has a proxy; nothing listens there. */
    private static final Map<String, String> DEAD_PROXY =
            Map.of("http_proxy", "http://127.0.0.1:1", "https_proxy", "http://127.0.0.1:1");

    private static final String SCRIPT = new YAMLMapper()
            .readTree(Path.of("integration-manifest.yml"))
            .path("script")
            .path("script")
            .asString();

    /** For all single runs. It ends with this process, whose end of the pipe it reads. */
    private static @Nullable ScriptProcess shared;

    static String script() {
        return SCRIPT;
    }

    static ScriptRun of(String command, Map<String, ?> args, Map<String, ?> params) {
        return of(request(command, args, params));
    }

    static ObjectNode request(String command, Map<String, ?> args, Map<String, ?> params) {
        return JSON.createObjectNode()
                .put("script", script())
                .put("command", command)
                .set("args", JSON.valueToTree(args))
                .set("params", JSON.valueToTree(params));
    }

    static synchronized ScriptRun of(ObjectNode request) {
        if (shared == null) {
            shared = new ScriptProcess(DEAD_PROXY);
        }
        return shared.run(request);
    }

    List<String> names() {
        return calls.stream().map(call -> call.path("call").asString()).toList();
    }

    /** What the script told XSOAR by a call that it made once. */
    JsonNode only(String call) {
        assertThat(crash.asString("")).isEmpty();
        return calls.stream()
                .filter(made -> made.path("call").asString().equals(call))
                .map(made -> Objects.requireNonNull(made.get("value")))
                .reduce((first, second) -> {
                    throw new AssertionError(call + " was called twice");
                })
                .orElseThrow(() -> new AssertionError("No " + call + " among " + calls));
    }

    /** The entries of the war room, in order. */
    List<JsonNode> entries() {
        return calls.stream()
                .filter(made -> made.path("call").asString().equals("results"))
                .map(made -> made.path("value"))
                .flatMap(value -> value.isArray() ? value.valueStream() : Stream.of(value))
                .toList();
    }

    /** The bytes of a file entry, which lie beside it. */
    byte[] file(JsonNode entry) {
        return calls.stream()
                .filter(made -> made.path("call").asString().equals("file")
                        && made.path("value").path("FileID").equals(entry.path("FileID")))
                .map(made -> Base64.getDecoder()
                        .decode(made.path("value").path("Data").asString()))
                .findFirst()
                .orElseThrow();
    }

    /** The sentence of the error that it ended with: an entry, or where XSOAR runs the command by itself, an exception. */
    String error() {
        if (crash.isString()) {
            assertThat(calls).isEmpty();
            return Arrays.asList(crash.asString().split("\nException: ", -1))
                    .get(1)
                    .strip();
        }
        assertThat(names()).containsExactly("results");
        JsonNode entry = only("results");
        assertThat(entry.path("Type").asInt()).isEqualTo(4);
        return entry.path("Contents").asString();
    }
}
