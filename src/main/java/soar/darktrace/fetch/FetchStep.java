package soar.darktrace.fetch;

import java.time.Instant;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;

/**
 * The fetch step: new model breaches of an instance since the last run, the oldest first. It has no clock, timer or store
 * of its own, so that XSOAR can drive it as well as this service's schedule. A step that fails has changed nothing.
 */
@Component
@EnableConfigurationProperties(FetchSettings.OfInstances.class)
class FetchStep {

    private final FetchSettings.OfInstances settings;

    FetchStep(FetchSettings.OfInstances settings) {
        this.settings = settings;
    }

    /**
     * Takes the next breaches, {@code max-alerts} at most.
     *
     * @param now by the clock of this machine; it may be as far from Darktrace's as Darktrace accepts
     */
    Mono<Fetched> fetch(DarktraceInstance darktrace, LastRun lastRun, Instant now) {
        return Mono.defer(() -> {
            FetchSettings chosen = settings.of(darktrace.name());
            if (lastRun.settled() != null) {
                return new FetchRun(darktrace, chosen, lastRun, now).readOn();
            }
            FirstFetch first = FirstFetch.of(darktrace.settings().firstFetch(), now);
            FetchRun run = new FetchRun(darktrace, chosen, first.lastRun(), now);
            first.warnings().forEach(run::warn);
            return run.readOn();
        });
    }
}
