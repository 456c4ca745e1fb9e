package soar.darktrace.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import soar.darktrace.TestClock;
import soar.darktrace.TestDatabase;

/** A file of H2 that is damaged: H2 itself opens some of them as they were some time before. */
@ExtendWith(OutputCaptureExtension.class)
class DamagedStoreTest {

    @Test
    void aStoreThatEndsBeforeWhatWasStoredStopsTheStartUntilItsMarkIsDeleted() throws IOException {
        String url;
        try (HikariDataSource database = TestDatabase.H2_FILE.create()) {
            url = database.getJdbcUrl();
            StoredIncidents.add(StoredIncidents.store(database, new TestClock()), "main", pbids(1, 100));
        }
        Path file = file(url, ".mv.db");
        Path older = file.resolveSibling("older");
        Files.copy(file, older);
        try (HikariDataSource database = open(url)) {
            StoredIncidents.add(StoredIncidents.store(database, new TestClock()), "main", pbids(101, 50));
        }
        try (HikariDataSource database = open(url)) {
            assertThat(StoredIncidents.store(database, new TestClock())
                            .lastPosition()
                            .block())
                    .isEqualTo(150);
        }

        Files.copy(older, file, StandardCopyOption.REPLACE_EXISTING);

        try (HikariDataSource database = open(url)) {
            assertThat(catchThrowable(() -> StoredIncidents.store(database, new TestClock())))
                    .hasMessageContaining("it ends at position 100, but 150 was stored")
                    .hasMessageContaining("delete " + file(url, ".position"))
                    .extracting("action")
                    .asString()
                    .startsWith("After that, readers must start without a cursor, and sinks may get incidents again");
            Files.delete(file(url, ".position"));
            assertThat(StoredIncidents.store(database, new TestClock())
                            .lastPosition()
                            .block())
                    .isEqualTo(100);
        }
    }

    @Test
    void aMarkOfAnyBytesSaysNothingAndOneThatCannotBeWrittenIsSaidOnce(CapturedOutput output) throws IOException {
        String url;
        try (HikariDataSource database = TestDatabase.H2_FILE.create()) {
            url = database.getJdbcUrl();
            StoredIncidents.add(StoredIncidents.store(database, new TestClock()), "main", pbids(1, 10));
        }
        Path mark = file(url, ".position");
        Files.write(mark, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        try (HikariDataSource database = open(url)) {
            IncidentStore store = StoredIncidents.store(database, new TestClock());
            assertThat(store.lastPosition().block()).isEqualTo(10);
            Files.deleteIfExists(mark);
            Files.createDirectory(mark);
            for (int i = 0; i < 5; i++) {
                StoredIncidents.add(store, "main", pbids(100 + i * 10, 10));
            }
        }

        assertThat(output.toString().split("The position of the store could not be written", -1))
                .hasSize(2);
    }

    /** H2 keeps older states in its file, and may find the last one in its first half. */
    @Test
    void aFileThatIsCutOffStopsTheStartUnlessNothingIsMissing() throws IOException {
        String url;
        try (HikariDataSource database = TestDatabase.H2_FILE.create()) {
            url = database.getJdbcUrl();
            IncidentStore store = StoredIncidents.store(database, new TestClock());
            for (int i = 0; i < 20; i++) {
                StoredIncidents.add(store, "main", pbids(1 + i * 100, 100));
            }
        }
        Path file = file(url, ".mv.db");
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        for (int part = 1; part < 8; part++) {
            Files.write(file, Arrays.copyOf(whole, whole.length / 8 * part));
            Throwable refusal = catchThrowable(() -> requireWhole(url, 2000));
            if (refusal != null) {
                assertThat(refusal).isNotInstanceOf(AssertionError.class);
                refused++;
            }
        }

        assertThat(refused).isPositive();
    }

    /** Fails where the start is refused; a start that is not must find everything. */
    private static void requireWhole(String url, long events) {
        try (HikariDataSource database = open(url)) {
            StoredIncidents.store(database, new TestClock());
            assertThat(JdbcClient.create(database)
                            .sql("select count(document) from event")
                            .query(Long.class)
                            .single())
                    .isEqualTo(events);
        }
    }

    private static int[] pbids(int first, int count) {
        return IntStream.range(first, first + count).toArray();
    }

    private static HikariDataSource open(String url) {
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(url);
        return database;
    }

    private static Path file(String url, String ending) {
        return Path.of(url.substring("jdbc:h2:file:".length(), url.indexOf(';')) + ending);
    }
}
