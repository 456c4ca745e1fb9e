package soar.darktrace.client;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
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
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.http.HttpHeaders;

/** What the three headers of a request cost, the date included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SigningBenchmark {

    private static final URI BREACH =
            URI.create("https://darktrace.example/modelbreaches?includeacknowledged=true&deviceattop=true&pbid=95");
    private static final URI ACKNOWLEDGE = URI.create("https://darktrace.example/modelbreaches/95/acknowledge");

    private final InstanceSettings settings = new Binder(new MapConfigurationPropertySource(Map.of(
                    "i.url", "https://darktrace.example",
                    "i.public-api-token", "0123456789abcdef0123456789abcdef01234567",
                    "i.private-api-token", "76543210fedcba9876543210fedcba9876543210")))
            .bind("i", Bindable.of(InstanceSettings.class))
            .get();
    private final RequestSigner signer =
            new RequestSigner(settings, new InstanceTokens("i", settings), Clock.systemUTC());

    @Benchmark
    public HttpHeaders query() {
        return signed(BREACH, "");
    }

    @Benchmark
    public HttpHeaders form() {
        return signed(ACKNOWLEDGE, "acknowledge=true");
    }

    private HttpHeaders signed(URI uri, String body) {
        HttpHeaders headers = new HttpHeaders();
        signer.sign(headers, uri, body);
        return headers;
    }
}
