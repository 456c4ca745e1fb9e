package soar.darktrace.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** What this process last saw of a sink, for health and metrics, which ask neither the store nor the receiver. */
final class SinkWatch {

    private final Counter delivered;
    private final Counter failures;
    private volatile @Nullable SinkState state;
    private volatile long backlog;

    SinkWatch(String sink, MeterRegistry meters) {
        this.delivered = Counter.builder("darktrace.sink.delivered")
                .description("Incidents that the sink took")
                .tag("sink", sink)
                .register(meters);
        this.failures = Counter.builder("darktrace.sink.failures")
                .description("Requests that the sink did not take")
                .tag("sink", sink)
                .register(meters);
        Gauge.builder("darktrace.sink.backlog", this, SinkWatch::backlog)
                .description("Incidents that the sink has not taken yet")
                .tag("sink", sink)
                .register(meters);
        Gauge.builder("darktrace.sink.parked", this, watch -> watch.isParked() ? 1 : 0)
                .description("Whether the sink failed for so long that nothing more is tried until it is resumed")
                .tag("sink", sink)
                .register(meters);
    }

    void setState(SinkState current) {
        state = current;
    }

    /** What was seen holds no more: the next look is due. */
    void forgetState() {
        state = null;
    }

    void setBacklog(long events) {
        backlog = events;
    }

    void countDelivered(int events) {
        delivered.increment(events);
        backlog = Math.max(0, backlog - events);
    }

    void countFailure() {
        failures.increment();
    }

    /** Null before the first look. */
    @Nullable
    SinkState state() {
        return state;
    }

    long backlog() {
        return backlog;
    }

    private boolean isParked() {
        SinkState current = state;
        return current != null && current.parked();
    }
}
