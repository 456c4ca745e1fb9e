package soar.darktrace;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;

/** The kinds of database that the connector runs on, for tests of what it stores. */
public enum TestDatabase {
    H2_FILE {
        @Override
        public String newUrl() {
            return "jdbc:h2:file:" + BuildDirectory.create("databases", "h2") + "/store;WRITE_DELAY=0";
        }
    },
    POSTGRESQL {
        @Override
        public String newUrl() {
            String name = "store" + COUNT.incrementAndGet();
            new JdbcTemplate(Server.RUNNING.getPostgresDatabase()).execute("create database " + name);
            return Server.RUNNING.getJdbcUrl("postgres", name);
        }
    };

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** The address of a new, empty database. */
    public abstract String newUrl();

    /** A new database with the connector's tables. */
    public HikariDataSource create() {
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(newUrl());
        database.setMaximumPoolSize(8);
        database.setMinimumIdle(1);
        Flyway.configure().dataSource(database).load().migrate();
        return database;
    }

    /** One server for all tests; it ends with the process. */
    private static final class Server {

        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
