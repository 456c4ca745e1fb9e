package soar.darktrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import soar.darktrace.TestDatabase;
import soar.darktrace.check.Finding;

/** A look at the store, which leaves it as it was. */
class StoreCheckTest {

    @TempDir
    Path directory;

    private static Finding look(String url) {
        DataSourceProperties properties = new DataSourceProperties();
        properties.setUrl(url);
        return new StoreCheck(properties, Flyway.configure().load()).look();
    }

    private String file() {
        return "jdbc:h2:file:" + directory.resolve("data/store") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }

    @Test
    void theVersionOfItsTablesIsRead() {
        try (HikariDataSource database = TestDatabase.POSTGRESQL.create()) {
            assertThat(look(database.getJdbcUrl()))
                    .isEqualTo(Finding.ok("PostgreSQL has tables of version " + latest() + "."));
        }
    }

    private static String latest() {
        return String.valueOf(Flyway.configure()
                .dataSource("jdbc:h2:mem:", null, null)
                .load()
                .info()
                .pending()
                .length);
    }

    @ParameterizedTest
    @EnumSource
    void tablesThatAStartWouldMigrateAreLeftAsTheyAre(TestDatabase kind) {
        String url = kind.newUrl();
        Flyway first =
                Flyway.configure().dataSource(url, null, null).target("1").load();
        first.migrate();

        assertThat(look(url).sentence()).contains("has tables of version 1; the start migrates them to " + latest());
        assertThat(first.info().applied()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfALaterVersionAreNoStoreOfThisOne(TestDatabase kind) {
        String url;
        try (HikariDataSource later = kind.create()) {
            url = later.getJdbcUrl();
            JdbcClient.create(later)
                    .sql("update \"flyway_schema_history\" set \"version\" = '99' where \"version\" = '" + latest()
                            + "'")
                    .update();
        }

        assertThat(look(url))
                .returns("store_newer", Finding::code)
                .returns(true, Finding::stopsTheStart)
                .extracting(Finding::sentence)
                .asString()
                .contains(
                        "a later version of this service has written the store",
                        "of version 99",
                        "Start the later version")
                .doesNotContain("store_newer");
    }

    @Test
    void tablesThatWereMadeOtherwiseAreNotCalledLater() {
        try (HikariDataSource other = TestDatabase.H2_FILE.create()) {
            JdbcClient.create(other)
                    .sql("update \"flyway_schema_history\" set \"checksum\" = 1 where \"version\" = '1'")
                    .update();

            assertThat(look(other.getJdbcUrl()))
                    .returns("store_unavailable", Finding::code)
                    .extracting(Finding::sentence)
                    .asString()
                    .contains("are not those of this version, though not of a later one");
        }
    }

    @Test
    void oneThatAConnectorHasOpenIsNotLookedInto() throws IOException {
        Flyway.configure().dataSource(file(), null, null).load().migrate();
        Path file = directory.resolve("data/store.mv.db");

        // As H2 does in the process of the connector.
        try (FileChannel connector = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = connector.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(look(file()))
                    .returns("ok", Finding::code)
                    .extracting(Finding::sentence)
                    .asString()
                    .contains("is in use by a running connector, and was not looked into");
        }
        byte[] before = Files.readAllBytes(file);
        assertThat(look(file()).sentence()).contains("has tables of version " + latest() + ".");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void oneThatIsNotThereIsNotMade() throws IOException {
        assertThat(look(file()))
                .isEqualTo(Finding.ok(
                        "There is none yet; the first start makes the file " + directory + "/data/store.mv.db."));
        assertThat(directory).isEmptyDirectory();

        Files.writeString(directory.resolve("data"), "a file");
        assertThat(look(file()).sentence()).contains("this user cannot make it", "Set DATA_DIRECTORY");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamedWithTheSettingsToCheck() {
        assertThat(look("jdbc:postgresql://127.0.0.1:1/store?password=geheim"))
                .returns("store_unavailable", Finding::code)
                .extracting(Finding::sentence)
                .asString()
                .contains("Check spring.datasource.url")
                .doesNotContain("geheim");
        assertThat(List.of(look("jdbc:h2:mem:none").sentence())).allMatch(text -> text.contains("in memory"));
    }
}
