package soar.darktrace.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;
import soar.darktrace.TestClock;
import soar.darktrace.TestDatabase;

/** Copies of an embedded store; docs/operations.md has how they are put back, which BackupIT does. */
class StoreBackupTest {

    @TempDir
    Path directory;

    @Test
    void aCopyHoldsWhatWasStoredWhenItWasMadeAndOpensAsAStore() throws IOException {
        Path file;
        try (HikariDataSource database = TestDatabase.H2_FILE.create()) {
            JdbcClient rows = JdbcClient.create(database);
            rows.sql("update last_position set position = 5").update();
            Path unfinished = Path.of(requireNonNull(JdbcClient.create(database)
                            .sql("select database_path()")
                            .query(String.class)
                            .single()))
                    .resolveSibling("backup/.store1.part");
            Files.createDirectories(requireNonNull(unfinished.getParent()));
            Files.createFile(unfinished);
            Map<String, Object> answer =
                    requireNonNull(backup(database, DataSize.ofBytes(1)).write().block());
            rows.sql("update last_position set position = 9").update();
            file = Path.of(requireNonNull(answer.get("file")).toString());
            assertThat(answer).containsEntry("bytes", Files.size(file));
        }
        Path copies = requireNonNull(file.getParent());
        assertThat(copies.getFileName()).hasToString("backup");
        assertThat(file.getFileName()).hasToString("store-20260102T030405Z.zip");
        try (Stream<Path> files = Files.list(copies)) {
            assertThat(files).containsExactly(file);
        }

        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            assertThat(requireNonNull(zip.getNextEntry()).getName()).isEqualTo("store.mv.db");
            Files.copy(zip, directory.resolve("store.mv.db"));
        }
        try (HikariDataSource copy = new HikariDataSource()) {
            copy.setJdbcUrl("jdbc:h2:file:" + directory.resolve("store"));
            assertThat(JdbcClient.create(copy)
                            .sql("select position from last_position")
                            .query(Long.class)
                            .single())
                    .isEqualTo(5);
        }
    }

    @Test
    void aCopyThatWouldFillTheDiskIsRefused() {
        try (HikariDataSource database = TestDatabase.H2_FILE.create()) {
            assertThatThrownBy(() -> backup(database, DataSize.ofTerabytes(1_000_000))
                            .write()
                            .block())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("nearly full");

            DiskReserve reserve = DiskReserve.of(
                    new Database(new JdbcTemplate(database), Duration.ofSeconds(60)), DataSize.ofBytes(1));
            assertThatThrownBy(() -> reserve.checkCopy(Long.MAX_VALUE))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("A copy of the store may take");
        }
    }

    private static StoreBackup backup(HikariDataSource source, DataSize reserve) {
        Database database = new Database(new JdbcTemplate(source), Duration.ofSeconds(60));
        return new StoreBackup(database, DiskReserve.of(database, reserve), new TestClock());
    }
}
