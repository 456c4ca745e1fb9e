package soar.darktrace.xsoar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs of the script, one after the other in one Python process: quicker than a process for each. */
public final class ScriptProcess implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process python;
    private final BufferedReader answers;

    public ScriptProcess() {
        this(Map.of());
    }

    ScriptProcess(Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(
                        "python3",
                        Path.of("src", "test", "python", "fake_xsoar.py").toString(),
                        "--many")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        try {
            python = builder.start();
        } catch (IOException e) {
            abort("There is no python3: " + e.getMessage());
            throw new UncheckedIOException(e);
        }
        answers = python.inputReader(UTF_8);
    }

    ScriptRun run(String command, Map<String, ?> args, Map<String, ?> params, Map<String, ?> more) {
        ObjectNode request = ScriptRun.request(command, args, params);
        more.forEach((name, value) -> request.set(name, JSON.valueToTree(value)));
        return run(request);
    }

    ScriptRun run(ObjectNode request) {
        try {
            python.getOutputStream().write((request + "\n").getBytes(UTF_8));
            python.getOutputStream().flush();
            JsonNode seen = JSON.readTree(Objects.requireNonNull(answers.readLine()));
            return new ScriptRun(seen.path("calls").valueStream().toList(), seen.path("crash"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        python.destroy();
    }
}
