package soar.darktrace.policy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;

/**
 * How many AI Analyst investigations may be created in an hour, {@code darktrace.instances.<name>.investigations}. Darktrace
 * asks for moderation: each takes its resources and raises a model breach. What was created before a restart is forgotten.
 */
@Component
@EnableConfigurationProperties(InvestigationQuota.OfInstances.class)
public class InvestigationQuota {

    private static final Duration HOUR = Duration.ofHours(1);

    /**
     * The quota of an instance.
     *
     * @param perHour how many in any hour; 0 for none
     */
    record Investigations(
            @DefaultValue("0") @Min(value = 0, message = "must be 0 or more")
            int perHour) {}

    /** The quota in the settings of an instance. */
    record OfInstance(@DefaultValue @Valid Investigations investigations) {}

    /** The quotas of all instances. */
    @Validated
    @ConfigurationProperties("darktrace")
    record OfInstances(@DefaultValue Map<String, @Valid OfInstance> instances) {}

    private final OfInstances settings;
    private final Clock clock;
    private final Map<String, Deque<Instant>> created = new HashMap<>();

    InvestigationQuota(OfInstances settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Creates one, if there is room for it; what is not created in the end, such as in a dry run, takes none. */
    public <T> Mono<T> within(DarktraceInstance darktrace, Mono<T> creation) {
        return Mono.defer(() -> {
            Instant taken = take(darktrace);
            return creation.switchIfEmpty(Mono.fromRunnable(() -> giveBack(darktrace, taken)))
                    .doOnError(DarktraceException.class, failure -> {
                        if (!failure.mayBeDone()) {
                            giveBack(darktrace, taken);
                        }
                    });
        });
    }

    private synchronized Instant take(DarktraceInstance darktrace) {
        OfInstance known = darktrace.isConfigured() ? settings.instances().get(darktrace.name()) : null;
        String property = "darktrace.instances." + darktrace.name() + ".investigations.per-hour";
        int most = known == null ? 0 : known.investigations().perHour();
        if (!darktrace.isConfigured()) {
            throw GuardRails.refused(
                    "Investigations need an instance that is configured in the connector, with a policy of"
                            + " its own: name it as instance instead of sending params.");
        }
        if (most == 0) {
            throw GuardRails.refused("Creating AI Analyst investigations is off for this instance. To allow some, set "
                    + property + ".");
        }
        Instant now = clock.instant();
        Deque<Instant> latest = created.computeIfAbsent(darktrace.name(), name -> new ArrayDeque<>());
        // What lies ahead was created before the clock was set back.
        latest.removeIf(time -> !time.isAfter(now.minus(HOUR)) || time.isAfter(now));
        if (latest.size() >= most) {
            throw GuardRails.refused(
                    "%s AI Analyst investigations were created in the last hour, as many as %s allows. The"
                                    .formatted(latest.size(), property)
                            + " next may be created in "
                            + Duration.between(now, latest.getFirst().plus(HOUR))
                                    .toSeconds()
                            + " s.");
        }
        latest.addLast(now);
        return now;
    }

    private synchronized void giveBack(DarktraceInstance darktrace, Instant taken) {
        created.getOrDefault(darktrace.name(), new ArrayDeque<>()).removeLastOccurrence(taken);
    }
}
