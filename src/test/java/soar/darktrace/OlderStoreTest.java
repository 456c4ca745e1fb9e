package soar.darktrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A store that an earlier, unreleased version made: one row for each breach, no sources and no events. */
@ExtendWith(OutputCaptureExtension.class)
class OlderStoreTest {

    @ParameterizedTest
    @EnumSource
    void stopsTheStartWithASentenceThatSaysWhatToDoAndIsLeftAsItIs(TestDatabase kind, CapturedOutput output) {
        String url = kind.newUrl();
        try (HikariDataSource older = open(url)) {
            Flyway.configure()
                    .dataSource(older)
                    .locations("classpath:older-store")
                    .load()
                    .migrate();
            JdbcClient.create(older)
                    .sql("insert into incident (position, instance, pbid, created, stored, document)"
                            + " values (1, 'main', '7', 7, current_timestamp, '{}')")
                    .update();
        }

        assertThat(catchThrowable(() -> start(url))).isNotNull();

        assertThat(output.getAll())
                .contains("The store has the tables of another version of this service: move it away")
                .contains("start again.");
        try (HikariDataSource older = open(url)) {
            assertThat(JdbcClient.create(older)
                            .sql("select pbid from incident")
                            .query(String.class)
                            .single())
                    .isEqualTo("7");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStoreOfALaterVersionIsRefusedWithACodeAndWhatToDo(TestDatabase kind, CapturedOutput output) {
        String url;
        try (HikariDataSource later = kind.create()) {
            url = later.getJdbcUrl();
            JdbcClient.create(later)
                    .sql(
                            "insert into \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\", \"type\","
                                    + " \"script\", \"checksum\", \"installed_by\", \"execution_time\", \"success\")"
                                    + " values (1000, '1000', 'later', 'SQL', 'V1000__later.sql', 1, 'somebody', 1, true)")
                    .update();
        }

        assertThat(catchThrowable(() -> start(url))).isNotNull();

        assertThat(output.getAll())
                .contains(
                        "store_newer: a later version of this service has written the store; its tables are of version 1000,")
                .contains("Start the later version again; or, to stay with this one, restore the backup")
                .doesNotContain("another version of this service");
    }

    private static void start(String url) {
        new SpringApplicationBuilder(DarktraceConnectorApplication.class)
                .web(WebApplicationType.NONE)
                .run("--spring.datasource.url=" + url)
                .close();
    }

    private static HikariDataSource open(String url) {
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(url);
        database.setMaximumPoolSize(2);
        return database;
    }
}
