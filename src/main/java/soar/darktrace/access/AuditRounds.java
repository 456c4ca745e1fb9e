package soar.darktrace.access;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;
import soar.darktrace.store.Database;
import soar.darktrace.store.Lease;

/** What is done about the audit from time to time, and when the service stops. */
class AuditRounds implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AuditRounds.class);

    /** In portions, so that nobody who appends waits for long. */
    private static final int PORTION = 1000;

    private static final Duration LAST_WRITE = Duration.ofSeconds(15);

    private final ChainedAudit trail;
    private final AuditChain chain;
    private final AuditEvents events;
    private final Database database;
    private final Lease lease;
    private final Duration retention;
    private final Clock clock;
    private @Nullable AuditMark logged;

    AuditRounds(
            ChainedAudit trail,
            AuditChain chain,
            AuditEvents events,
            Database database,
            Lease lease,
            AuditSettings settings,
            Clock clock) {
        this.trail = trail;
        this.chain = chain;
        this.events = events;
        this.database = database;
        this.lease = lease;
        this.retention = settings.retention();
        this.clock = clock;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    Mono<Void> writeCounts() {
        return trail.writeCounts();
    }

    /** Where it has moved. */
    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.MINUTES)
    synchronized void logHead() {
        AuditMark head = chain.seen();
        if (head != null && !head.equals(logged)) {
            events.head(head);
            logged = head;
        }
    }

    /** Of several connectors on the same database, one removes rows at a time. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    Mono<Void> removeOldRows() {
        return lease.holding("audit-clean-up", remove());
    }

    /** Removes rows once. */
    Mono<Void> remove() {
        return database.<Void>writeAtLength(() -> {
            long before = clock.instant().minus(retention).toEpochMilli();
            int all = 0;
            int removed;
            do {
                removed = chain.removeBefore(before, PORTION);
                all += removed;
            } while (removed == PORTION);
            if (all > 0) {
                log.info("Removed {} rows of the audit that are older than connector.audit.retention", all);
            }
            return null;
        });
    }

    /** After the last change has settled, and before the database is closed. */
    @Override
    public void close() {
        trail.writeCounts().onErrorComplete().block(LAST_WRITE);
        logHead();
    }
}
