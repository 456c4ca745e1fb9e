package soar.darktrace.command;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import soar.darktrace.DarktraceConnectorApplication;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a call costs before and after Darktrace, in the real application without its web server. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DispatchBenchmark {

    private final Map<String, JsonNode> arguments =
            Map.of("pbid", JsonMapper.shared().readTree("\"95\""));

    private @Nullable ConfigurableApplicationContext application;
    private @Nullable CommandCatalogue catalogue;
    private @Nullable CommandDispatcher dispatcher;

    @Setup
    public void start() {
        application = new SpringApplicationBuilder(DarktraceConnectorApplication.class, CannedBreach.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "darktrace.instances.main.url=http://127.0.0.1:1",
                        "darktrace.instances.main.public-api-token=benchmark",
                        "darktrace.instances.main.private-api-token=benchmark",
                        // The line itself is measured over HTTP, where its console is not JMH's.
                        "logging.level.soar.darktrace.command.CommandAccount=warn")
                .run();
        catalogue = application.getBean(CommandCatalogue.class);
        dispatcher = application.getBean(CommandDispatcher.class);
    }

    @TearDown
    public void stop() {
        Objects.requireNonNull(application).close();
    }

    @Benchmark
    public Record bind() {
        return Objects.requireNonNull(catalogue)
                .registered("darktrace-get-breach")
                .binder()
                .bind(arguments);
    }

    @Benchmark
    public @Nullable CommandAnswer dispatch() {
        return Objects.requireNonNull(dispatcher)
                .dispatch(new CommandRequest(CannedBreach.NAME, arguments, null, null))
                .block();
    }
}
