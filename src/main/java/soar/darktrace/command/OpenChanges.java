package soar.darktrace.command;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The runs that have begun a change whose outcome is open, whoever waits for it. A stop of this service lets none begin
 * any more and waits for these; it does so after its server has stopped, which gives callers their answers first.
 */
@Component
class OpenChanges implements SmartLifecycle {

    /** Below the phases in which Spring Boot stops the server. */
    private static final int AFTER_THE_SERVER = DEFAULT_PHASE - 4096;

    private final Set<CommandRun<?>> open = new HashSet<>();
    private boolean isRunning;
    private boolean isStopping;
    private @Nullable Runnable whenSettled;

    OpenChanges(MeterRegistry meters) {
        Gauge.builder("darktrace.command.unattended", this, OpenChanges::unattended)
                .description("Commands that go on without their caller, since a change was begun")
                .register(meters);
    }

    private synchronized long unattended() {
        return open.stream().filter(run -> !run.isAwaited()).count();
    }

    /** Takes a run that begins a change; false where this service is stopping, so that it must not begin. */
    synchronized boolean add(CommandRun<?> run) {
        return !isStopping && open.add(run);
    }

    synchronized void remove(CommandRun<?> run) {
        open.remove(run);
        tellWhenSettled();
    }

    private void tellWhenSettled() {
        if (open.isEmpty() && whenSettled != null) {
            whenSettled.run();
            whenSettled = null;
        }
    }

    @Override
    public synchronized void start() {
        isRunning = true;
        isStopping = false;
    }

    @Override
    public void stop(Runnable callback) {
        withdrawAll().forEach(CommandRun::withdraw);
        synchronized (this) {
            isRunning = false;
            whenSettled = callback;
            tellWhenSettled();
        }
    }

    /** A shield holds its own lock while it asks to begin, so that none is called from here with this one held. */
    private synchronized List<CommandRun<?>> withdrawAll() {
        isStopping = true;
        return List.copyOf(open);
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public synchronized boolean isRunning() {
        return isRunning;
    }

    @Override
    public int getPhase() {
        return AFTER_THE_SERVER;
    }
}
