package soar.darktrace.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import soar.darktrace.check.Finding;

/**
 * Whether the configured database can be opened, and which version its tables have. It is opened, read and closed; nothing is
 * made or migrated. While an embedded one is read, which takes well under a second, no connector can start on it.
 *
 * @param properties where it is
 * @param flyway what a start would migrate
 */
record StoreCheck(DataSourceProperties properties, Flyway flyway) {

    /** H2's {@code DATABASE_ALREADY_OPEN_1}. */
    private static final int IN_USE = 90020;
    /** H2's {@code DATABASE_NOT_FOUND_WITH_IF_EXISTS_1}. */
    private static final int NOT_THERE = 90146;

    private static final Pattern EMBEDDED = Pattern.compile("jdbc:h2:(?:(mem:)|(?:file:)?([^;]*)).*", Pattern.DOTALL);

    /** Neither makes a database nor writes in one, not even what H2 tidies up at the end. */
    private static final String READ_ONLY = ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r";

    private static final String UNAVAILABLE = "store_unavailable";

    Finding look() {
        String url = properties.determineUrl();
        Matcher embedded = EMBEDDED.matcher(url);
        if (!embedded.matches()) {
            return look(opened(url), null);
        }
        return embedded.group(1) == null
                ? look(opened(url + READ_ONLY), path(embedded.group(2)))
                : Finding.ok("It is in memory: what is stored and audited is lost when the connector ends.");
    }

    private DataSource opened(String url) {
        return properties
                .initializeDataSourceBuilder()
                .type(SimpleDriverDataSource.class)
                .url(url)
                .build();
    }

    private static Path path(String name) {
        return Path.of(name.replaceFirst("^~", Matcher.quoteReplacement(System.getProperty("user.home"))))
                .toAbsolutePath()
                .normalize();
    }

    private Finding look(DataSource database, @Nullable Path file) {
        try (Connection connection = database.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            return versioned(file == null ? product : "The file " + file, database);
        } catch (SQLException e) {
            return unopened(e, file);
        } catch (FlywayException e) {
            return new Finding(UNAVAILABLE, "It can be opened, but not read: " + StoreException.words(e));
        }
    }

    private Finding versioned(String name, DataSource database) {
        Flyway there = Flyway.configure()
                .configuration(flyway.getConfiguration())
                .dataSource(database)
                .ignoreMigrationPatterns("*:pending")
                .load();
        MigrationInfoService tables = there.info();
        MigrationInfo current = tables.current();
        if (current == null) {
            return Finding.ok(name + " has no tables yet; the first start makes them.");
        }
        if (!there.validateWithResult().validationSuccessful) {
            return unknown(name, there, current);
        }
        int pending = tables.pending().length;
        return Finding.ok(name + " has tables of version " + current.getVersion()
                + (pending == 0
                        ? "."
                        : "; the start migrates them to " + tables.pending()[pending - 1].getVersion()
                                + ": make a backup first."));
    }

    private static Finding unknown(String name, Flyway there, MigrationInfo current) {
        return LaterStoreException.later(there)
                .map(later -> Finding.refused(
                        LaterStoreException.CODE,
                        name + ": " + LaterStoreException.sentence(later) + " " + LaterStoreException.ACTION))
                .orElseGet(() -> Finding.refused(
                        UNAVAILABLE,
                        name + " has tables of version " + current.getVersion()
                                + " that are not those of this version, though not of a later one: start the version that"
                                + " made them, or name an empty database."));
    }

    private static Finding unopened(SQLException failure, @Nullable Path file) {
        if (file != null && failure.getErrorCode() == IN_USE) {
            return Finding.ok(
                    "The file " + file + " is in use by a running connector, and was not looked into: an embedded"
                            + " store is open in one process at a time. /actuator/health of that connector has its state.");
        }
        if (file != null && failure.getErrorCode() == NOT_THERE) {
            return absent(file);
        }
        return new Finding(
                UNAVAILABLE,
                "It cannot be opened: " + failure.getMessage()
                        + (file == null
                                ? ". Check spring.datasource.url, its username and password, and that the database runs."
                                : ". Check that this user may read the file " + file + ".mv.db."));
    }

    private static Finding absent(Path file) {
        Path existing = file;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return Files.isDirectory(existing) && Files.isWritable(existing)
                ? Finding.ok("There is none yet; the first start makes the file " + file + ".mv.db.")
                : new Finding(
                        UNAVAILABLE,
                        "There is none yet, and this user cannot make it: " + existing
                                + " cannot be written. Set DATA_DIRECTORY to a directory of this user.");
    }
}
