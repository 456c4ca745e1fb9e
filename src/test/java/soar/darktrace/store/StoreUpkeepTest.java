package soar.darktrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How large the file of an embedded store becomes. */
class StoreUpkeepTest {

    /** With fewer, the first blocks of the file count for most of it. */
    private static final int COMMITS = 6000;

    private static final int BETWEEN = 50;

    @TempDir
    Path directory;

    /** Small commits, as those of the audit; what they replace may be overwritten at once, not after 45 s. */
    private long size(String name, boolean isKeptUp) throws IOException {
        try (HikariDataSource source = new HikariDataSource()) {
            source.setJdbcUrl("jdbc:h2:file:" + directory.resolve(name) + ";WRITE_DELAY=0;RETENTION_TIME=0");
            Database database = new Database(new JdbcTemplate(source), Duration.ofSeconds(10));
            StoreUpkeep upkeep = new StoreUpkeep(database);
            JdbcClient jdbc = database.jdbc();
            jdbc.sql("create table entry (position bigint primary key, attempt varchar(36), text varchar(500))")
                    .update();
            jdbc.sql("create index entry_by_attempt on entry (attempt)").update();
            for (int position = 0; position < COMMITS; position++) {
                jdbc.sql("insert into entry values (?, ?, ?)")
                        .param(position)
                        .param(UUID.nameUUIDFromBytes(new byte[] {(byte) position, (byte) (position >> 8)})
                                .toString())
                        .param("x".repeat(300))
                        .update();
                if (isKeptUp && position % BETWEEN == 0) {
                    upkeep.run().block();
                }
            }
            assertThat(jdbc.sql("select count(*) from entry")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(COMMITS);
            return Files.size(directory.resolve(name + ".mv.db"));
        }
    }

    @Test
    void theFileHoldsLittleThatIsDead() throws IOException {
        assertThat(size("kept-up", true)).isLessThan(size("left", false) / 3);
    }
}
