package soar.darktrace.client;

import java.util.function.Supplier;

/**
 * What metrics call an instance.
 *
 * @param whenBuilt the name that its guards and its client were built with
 * @param now the name that it has by now
 */
record MetricName(String whenBuilt, Supplier<String> now) {

    static MetricName fixed(String name) {
        return new MetricName(name, () -> name);
    }

    static MetricName among(KnownNames known, String name) {
        return new MetricName(known.inMetrics(name), () -> known.inMetrics(name));
    }

    boolean isShared() {
        return whenBuilt.equals(KnownNames.OTHER);
    }

    boolean isOutdated() {
        return !whenBuilt.equals(now.get());
    }
}
