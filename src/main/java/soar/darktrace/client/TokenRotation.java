package soar.darktrace.client;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Looks at the token files of the configured instances again and again. By content, not by events or times: Kubernetes
 * exchanges a link two directories above.
 */
@Component
class TokenRotation implements DisposableBean {

    static final Duration PAUSE = Duration.ofSeconds(10);

    private final Queue<InstanceTokens> watched = new ConcurrentLinkedQueue<>();
    private final MeterRegistry meters;
    private final Scheduler scheduler;
    private @Nullable Disposable looks;

    @Autowired
    TokenRotation(MeterRegistry meters) {
        this(meters, Schedulers.boundedElastic());
    }

    TokenRotation(MeterRegistry meters, Scheduler scheduler) {
        this.meters = meters;
        this.scheduler = scheduler;
    }

    /** The tokens of a configured instance. */
    InstanceTokens watch(String instance, InstanceSettings settings) {
        InstanceTokens tokens = new InstanceTokens(instance, settings);
        if (tokens.isFromFiles()) {
            watched.add(tokens);
            Gauge.builder("darktrace.client.token.files.unreadable", tokens, seen -> seen.problem() == null ? 0 : 1)
                    .description("1 while the token files cannot be read and the old token is in use")
                    .tag("instance", instance)
                    .register(meters);
            begin();
        }
        return tokens;
    }

    private synchronized void begin() {
        if (looks == null) {
            looks = Flux.interval(PAUSE, scheduler).onBackpressureDrop().subscribe(tick -> look());
        }
    }

    /** One look at all of them. Blocks. */
    void look() {
        watched.forEach(InstanceTokens::look);
    }

    @Override
    public synchronized void destroy() {
        if (looks != null) {
            looks.dispose();
        }
    }
}
