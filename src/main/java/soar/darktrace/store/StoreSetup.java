package soar.darktrace.store;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The database of the server. A terminal runs one command without it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreSettings.class)
class StoreSetup {

    @Bean
    Database database(JdbcTemplate jdbc) {
        return new Database(jdbc, Database.PATIENCE);
    }

    @Bean
    Lease lease(Database database, StoreSettings settings) {
        return new Lease(database, settings.lease());
    }
}
