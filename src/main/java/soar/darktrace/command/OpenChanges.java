package soar.darktrace.command;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The runs whose callers stopped waiting while the outcome of a change was open. A stop of this service waits for them,
 * after its server has stopped, which is when the last callers are gone.
 */
@Component
class OpenChanges implements SmartLifecycle {

    /** Below the phases in which Spring Boot stops the server. */
    private static final int AFTER_THE_SERVER = DEFAULT_PHASE - 4096;

    private final Set<CommandRun<?>> open = new HashSet<>();
    private boolean isRunning;
    private @Nullable Runnable whenSettled;

    OpenChanges(MeterRegistry meters) {
        Gauge.builder("darktrace.command.unattended", this, OpenChanges::size)
                .description("Commands that go on without their caller, since a change was begun")
                .register(meters);
    }

    private synchronized int size() {
        return open.size();
    }

    synchronized void add(CommandRun<?> run) {
        open.add(run);
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
    }

    @Override
    public synchronized void stop(Runnable callback) {
        isRunning = false;
        whenSettled = callback;
        tellWhenSettled();
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
