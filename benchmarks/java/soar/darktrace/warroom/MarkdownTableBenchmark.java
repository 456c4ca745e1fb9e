package soar.darktrace.warroom;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Tables of the golden cases: a row of nested objects, one long nested list, and a thousand rows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MarkdownTableBenchmark {

    private final JsonNode breach = outputs("darktrace-get-breach");
    private final JsonNode connections = outputs("darktrace-get-device-connection-info");
    private final JsonNode thousandBreaches = thousandTimes(breach);

    @Benchmark
    public String breach() {
        return MarkdownTable.render("Darktrace Model Breach 95", breach);
    }

    @Benchmark
    public String deviceConnectionInfo() {
        return MarkdownTable.render("Results for device id: 1", connections);
    }

    @Benchmark
    public String thousandRows() {
        return MarkdownTable.render("Model breaches", thousandBreaches);
    }

    public static JsonNode outputs(String command) {
        return JsonMapper.shared()
                .readTree(Path.of("test-data", "commands", command, "seed.json"))
                .get("outputs");
    }

    private static JsonNode thousandTimes(JsonNode row) {
        ArrayNode rows = JsonMapper.shared().createArrayNode();
        for (int i = 0; i < 1000; i++) {
            rows.add(row.deepCopy());
        }
        return rows;
    }
}
