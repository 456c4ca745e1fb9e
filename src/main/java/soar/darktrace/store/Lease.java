package soar.darktrace.store;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets one of several connectors on the same database do a work, and another one take over when that one is gone. It
 * saves double work; it is no safeguard: a holder that was held up may find out late that it is one no more.
 */
public class Lease {

    private static final Logger log = LoggerFactory.getLogger(Lease.class);
    private static final int RENEWALS_IN_A_TERM = 4;
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(200);

    private final Database database;
    private final LockProvider locks;
    private final Duration term;

    /** The term is how long the work of a connector that died lies still. */
    public Lease(Database database, Duration term) {
        this.database = database;
        // The host's name, which is ShedLock's own choice, would be the same for two connectors on one host.
        Configuration.Builder configuration = Configuration.builder()
                .withJdbcTemplate(database.template())
                .withLockedByValue(UUID.randomUUID().toString())
                .usingDbTime();
        this.locks = new JdbcTemplateLockProvider(configuration.build());
        this.term = term;
        if (database.isEmbedded()) {
            forgetTheDead();
        }
    }

    /**
     * Does a work while holding the lease of that name, which is given back afterwards. Empty where somebody else holds
     * it, and where it was lost on the way; the work is then cancelled.
     */
    public <T> Mono<T> holding(String name, Mono<T> work) {
        return Mono.usingWhen(
                take(name), held -> Mono.firstWithSignal(work, renewing(name, held)), held -> giveBack(name, held));
    }

    /**
     * Does a work while no other connector on the same database does one with that name; waits where somebody does. For a
     * work that always emits. With an embedded database there is nobody else.
     */
    public <T> Mono<T> inTurn(String name, Mono<T> work) {
        return database.isEmbedded()
                ? work
                : holding(name, work).repeatWhenEmpty(tries -> tries.delayElements(LOOK_AGAIN_AFTER));
    }

    /** An H2 database is open in one process: whoever held a lease before the start is dead. */
    private void forgetTheDead() {
        database.jdbc().sql("update shedlock set lock_until = locked_at").update();
    }

    private Mono<Held> take(String name) {
        return database.write(() -> locks.lock(new LockConfiguration(Instant.now(), name, term, Duration.ZERO))
                .map(Held::new)
                .orElse(null));
    }

    /** Completes when the lease is lost. A renewal that fails is tried again: the next one shows whether it is too late. */
    private <T> Mono<T> renewing(String name, Held held) {
        return Flux.interval(term.dividedBy(RENEWALS_IN_A_TERM))
                .onBackpressureDrop()
                .concatMap(tick -> database.write(() -> held.extend(term)).onErrorResume(failure -> {
                    log.warn("The lease {} could not be renewed: {}", name, StoreException.words(failure));
                    return Mono.just(true);
                }))
                .takeWhile(renewed -> renewed)
                .then(Mono.empty());
    }

    private Mono<Void> giveBack(String name, Held held) {
        return database.<Void>write(() -> {
                    held.release();
                    return null;
                })
                .onErrorResume(failure -> {
                    log.warn(
                            "The lease {} could not be given back; it runs out by itself: {}",
                            name,
                            StoreException.words(failure));
                    return Mono.empty();
                });
    }

    /** A lock that renewals replace, and that is not renewed once it was given back. */
    private static final class Held {

        private @Nullable SimpleLock lock;

        Held(SimpleLock lock) {
            this.lock = lock;
        }

        synchronized boolean extend(Duration term) {
            if (lock != null) {
                lock = lock.extend(term, Duration.ZERO).orElse(null);
            }
            return lock != null;
        }

        synchronized void release() {
            if (lock != null) {
                lock.unlock();
                lock = null;
            }
        }
    }
}
