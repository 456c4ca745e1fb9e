package soar.darktrace.access;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import soar.darktrace.TestClock;
import soar.darktrace.store.Database;
import soar.darktrace.store.DiskReserve;
import soar.darktrace.store.Lease;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The audit of a connector that is started on a database. */
final class KeptAudit {

    static final String KEY = "0123456789abcdef0123456789abcdef";
    static final Caller ANNA =
            new Caller("anna", "10.1.2.3", java.util.Set.of(Role.values()), List.of("*"), List.of("*"));
    private static final Duration LONGEST = Duration.ofMinutes(3);

    final TestClock clock = new TestClock();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final ChainedAudit trail;
    final AuditWriter writer;
    final AuditChain chain;
    final AuditVerification verification;
    final JdbcClient rows;
    private final Database database;

    KeptAudit(HikariDataSource source) {
        this(source, KEY, DataSize.ofMegabytes(1));
    }

    KeptAudit(HikariDataSource source, String text, DataSize reserve) {
        AuditKey key = new AuditKey(text);
        database = new Database(new JdbcTemplate(source), Database.PATIENCE);
        chain = new AuditChain(database, new TransactionTemplate(new JdbcTransactionManager(source)), key);
        chain.open();
        writer = new AuditWriter(database, chain, DiskReserve.of(database, reserve), new AuditEvents(), meters);
        trail = new ChainedAudit(writer, clock);
        verification = new AuditVerification(database, key);
        rows = JdbcClient.create(source);
    }

    AuditRounds rounds(Duration retention) {
        return new AuditRounds(
                trail,
                chain,
                new AuditEvents(),
                database,
                new Lease(database, Duration.ofSeconds(20)),
                new AuditSettings(null, null, retention),
                clock);
    }

    Mono<AuditTrail.Begun> begin(String command) {
        return begin(command, Map.of("pbid", StringNode.valueOf("95")));
    }

    Mono<AuditTrail.Begun> begin(String command, Map<String, JsonNode> arguments) {
        return trail.begin(new Attempt(ANNA, "c-1", command, "main", arguments), LONGEST);
    }

    /** A change from begin to end: two rows. */
    Mono<Void> change(String command) {
        return begin(command).flatMap(begun -> begun.end("ok", "### Done", Duration.ofMillis(12)));
    }

    AuditVerification.Verdict verdict() {
        return verification.verify(null);
    }

    @Nullable
    String problem() {
        return verdict().problem();
    }

    List<AuditEntry> entries(AuditQuery query) {
        return Objects.requireNonNull(new AuditLog(database, clock).read(query).block());
    }

    List<AuditEntry> entries() {
        return entries(AuditQuery.all(100));
    }
}
