package soar.darktrace.store;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Work that goes on from the start of the server to its stop, which waits until what is under way has ended. */
public final class BackgroundWork implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(BackgroundWork.class);

    private final String name;
    private final Function<Stop, Mono<Void>> work;
    private volatile @Nullable Run run;

    /** The work completes some time after it is asked to stop. */
    public BackgroundWork(String name, Function<Stop, Mono<Void>> work) {
        this.name = name;
        this.work = work;
    }

    /** Requests the work to stop. */
    public static final class Stop {

        private final Sinks.Empty<Void> signal = Sinks.empty();
        private volatile boolean isDue;

        /** Completes when it is. */
        public Mono<Void> signal() {
            return signal.asMono();
        }

        public boolean isDue() {
            return isDue;
        }

        private void come() {
            isDue = true;
            signal.tryEmitEmpty();
        }
    }

    /** The time from a start to its stop; there may be several, since Spring's tests pause contexts that they keep. */
    private record Run(Stop stop, Sinks.Empty<Void> end) {}

    @Override
    public void start() {
        Run started = new Run(new Stop(), Sinks.empty());
        run = started;
        work.apply(started.stop())
                .doFinally(signal -> started.end().tryEmitEmpty())
                .subscribe(nothing -> {}, failure -> log.error("{} has ended", name, failure));
    }

    @Override
    public void stop(Runnable callback) {
        Run stopping = run;
        run = null;
        if (stopping == null) {
            callback.run();
            return;
        }
        stopping.stop().come();
        stopping.end().asMono().doFinally(signal -> callback.run()).subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return run != null;
    }
}
