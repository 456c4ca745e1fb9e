package soar.darktrace.store;

import java.time.Clock;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import soar.darktrace.check.Check;
import soar.darktrace.check.Checks;

/** The database of the server. A terminal runs one command without it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreSettings.class)
class StoreSetup {

    @Bean
    Database database(JdbcTemplate jdbc) {
        return new Database(jdbc, Database.PATIENCE);
    }

    @Bean
    @Order(0)
    Checks storeChecks(ObjectProvider<DataSourceProperties> properties, ObjectProvider<Flyway> flyway) {
        return () -> List.of(new Check(
                "store",
                Mono.fromCallable(() -> new StoreCheck(properties.getObject(), flyway.getObject()).look())
                        .subscribeOn(Schedulers.boundedElastic())));
    }

    @Bean
    FlywayMigrationStrategy storeMigration() {
        return LaterStoreException::migrate;
    }

    @Bean
    StoreBackup storeBackup(Database database, StoreSettings settings, Clock clock) {
        return new StoreBackup(database, DiskReserve.of(database, settings.diskReserve()), clock);
    }

    @Bean
    StoreUpkeep storeUpkeep(Database database) {
        return new StoreUpkeep(database);
    }

    @Bean
    Lease lease(Database database, StoreSettings settings) {
        return new Lease(database, settings.lease());
    }
}
