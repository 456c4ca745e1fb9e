package soar.darktrace.cli;

import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Primary;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

/**
 * The context of the server, made as at its start, so that it judges the configuration itself; but on a database in memory,
 * and nothing in it runs: no port is opened, nothing is fetched, delivered or migrated. It is not a {@code @Configuration},
 * since the server's component scan would find it. Its own scan finds the application's class alone, which is above this
 * package.
 */
@ComponentScan(
        basePackages = "soar.darktrace",
        resourcePattern = "*.class",
        useDefaultFilters = false,
        includeFilters = @Filter(SpringBootApplication.class))
class ServerRehearsal {

    /** They override what the configuration says of the process, not of the server. */
    private static final List<String> QUIET =
            List.of("--spring.main.web-application-type=reactive", "--spring.main.banner-mode=off");

    static ConfigurableApplicationContext start(List<String> options) {
        SpringApplication application = new SpringApplication(ServerRehearsal.class);
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> context.getBeanFactory()
                .registerSingleton(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, new Standstill()));
        try {
            return application.run(
                    Stream.concat(QUIET.stream(), options.stream()).toArray(String[]::new));
        } catch (RuntimeException e) {
            throw new StartFailure(e);
        }
    }

    @Bean
    static EmbeddedDatabase memory() {
        return new EmbeddedDatabaseBuilder()
                .setType(EmbeddedDatabaseType.H2)
                .generateUniqueName(true)
                .build();
    }

    /** Whatever database Flyway is configured for, and whatever is in it. */
    @Bean
    @Primary
    static FlywayMigrationStrategy migrationInMemory(EmbeddedDatabase memory) {
        return flyway -> Flyway.configure()
                .configuration(flyway.getConfiguration())
                .dataSource(memory)
                .load()
                .migrate();
    }

    /** Starts nothing. */
    private static final class Standstill implements LifecycleProcessor {

        @Override
        public void onRefresh() {}

        @Override
        public void onClose() {}

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return false;
        }
    }
}
