package soar.darktrace.access;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import soar.darktrace.check.Check;
import soar.darktrace.check.Checks;
import soar.darktrace.store.Database;
import soar.darktrace.store.DiskReserve;
import soar.darktrace.store.Lease;
import soar.darktrace.store.StoreSettings;

/** The audit, which only the server has: a terminal runs one command without a store. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditSetup {

    /** Fetching stops first, so that changes go on for as long as they can be audited. */
    private static final int PART_OF_THE_RESERVE = 4;

    private static final String EMBEDDED = "jdbc:h2:";

    @Bean
    AuditKey auditKey(AuditSettings settings, Database database) {
        return AuditKey.of(settings, database, true);
    }

    /** Where the database is elsewhere; beside an embedded one a start makes the key. */
    @Bean
    @Order(1)
    Checks auditChecks(AuditSettings settings, Environment environment) {
        String url = environment.getProperty("spring.datasource.url", EMBEDDED);
        return () ->
                url.startsWith(EMBEDDED) ? List.of() : List.of(new Check("audit", Mono.fromSupplier(settings::look)));
    }

    @Bean
    AuditChain auditChain(Database database, TransactionOperations transactions, AuditKey key) {
        AuditChain chain = new AuditChain(database, transactions, key);
        chain.open();
        return chain;
    }

    @Bean
    AuditWriter auditWriter(Database database, AuditChain chain, StoreSettings settings, MeterRegistry meters) {
        DataSize reserve = DataSize.ofBytes(settings.diskReserve().toBytes() / PART_OF_THE_RESERVE);
        return new AuditWriter(database, chain, DiskReserve.of(database, reserve), new AuditEvents(), meters);
    }

    @Bean
    ChainedAudit auditTrail(AuditWriter writer, Clock clock) {
        return new ChainedAudit(writer, clock);
    }

    @Bean
    AuditLog auditLog(Database database, Clock clock) {
        return new AuditLog(database, clock);
    }

    @Bean
    AuditVerification auditVerification(Database database, AuditKey key) {
        return new AuditVerification(database, key);
    }

    @Bean
    AuditRounds auditRounds(
            ChainedAudit trail, AuditChain chain, Database database, Lease lease, AuditSettings settings, Clock clock) {
        return new AuditRounds(trail, chain, new AuditEvents(), database, lease, settings, clock);
    }

    @Bean
    ReactiveHealthIndicator auditHealthIndicator(AuditWriter writer, AuditChain chain) {
        return () -> writer.failure()
                .map(failure -> Health.down()
                        .withDetail("failure", String.valueOf(failure.getMessage()))
                        .build())
                .switchIfEmpty(Mono.fromSupplier(() -> up(chain)));
    }

    private static Health up(AuditChain chain) {
        AuditMark head = chain.seen();
        return head == null
                ? Health.up().build()
                : Health.up().withDetail("position", head.position()).build();
    }
}
