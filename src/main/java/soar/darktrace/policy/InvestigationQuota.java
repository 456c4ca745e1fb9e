package soar.darktrace.policy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;

/**
 * How many AI Analyst investigations may be created in an hour, {@code darktrace.instances.<name>.investigations}. Darktrace
 * asks for moderation: each takes its resources and raises a model breach. What was created before a restart is forgotten.
 */
@Component
public class InvestigationQuota {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Permissions permissions;
    private final Clock clock;
    private final Map<String, Deque<Instant>> created = new HashMap<>();

    InvestigationQuota(Permissions permissions, Clock clock) {
        this.permissions = permissions;
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
        Permissions.requireConfigured(darktrace, "Creating AI Analyst investigations");
        String property = Permissions.property(darktrace, "investigations.per-hour");
        int most = permissions
                .of(darktrace)
                .map(policy -> policy.investigations().perHour())
                .orElse(0);
        if (most == 0) {
            throw Permissions.refused("Creating AI Analyst investigations is off for this instance. To allow some, set "
                    + property + ".");
        }
        Instant now = clock.instant();
        Deque<Instant> latest = created.computeIfAbsent(darktrace.name(), name -> new ArrayDeque<>());
        // What lies ahead was created before the clock was set back.
        latest.removeIf(time -> !time.isAfter(now.minus(HOUR)) || time.isAfter(now));
        if (latest.size() >= most) {
            throw Permissions.refused(
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
