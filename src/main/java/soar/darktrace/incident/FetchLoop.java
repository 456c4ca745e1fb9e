package soar.darktrace.incident;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Runs the schedules of all instances side by side, from the start of the server to its stop. */
class FetchLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(FetchLoop.class);

    private final List<FetchSchedule> schedules;
    private volatile @Nullable Run run;

    FetchLoop(List<FetchSchedule> schedules) {
        this.schedules = List.copyOf(schedules);
    }

    /** The time from a start to its stop; there may be several. */
    private static final class Run {
        final Sinks.Empty<Void> stop = Sinks.empty();
        final Sinks.Empty<Void> end = Sinks.empty();
        volatile boolean goesOn = true;
    }

    @Override
    public void start() {
        Run started = new Run();
        run = started;
        Flux.fromIterable(schedules)
                .flatMap(
                        schedule -> schedule.run(started.stop.asMono(), () -> started.goesOn),
                        Math.max(1, schedules.size()))
                .doFinally(signal -> started.end.tryEmitEmpty())
                .subscribe(nothing -> {}, failure -> log.error("Fetching has ended", failure));
    }

    @Override
    public void stop(Runnable callback) {
        Run stopping = run;
        run = null;
        if (stopping == null) {
            callback.run();
            return;
        }
        stopping.goesOn = false;
        stopping.stop.tryEmitEmpty();
        stopping.end.asMono().doFinally(signal -> callback.run()).subscribe();
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
