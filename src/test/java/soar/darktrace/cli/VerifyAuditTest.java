package soar.darktrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import soar.darktrace.DarktraceConnectorApplication;
import soar.darktrace.TestDatabase;
import soar.darktrace.access.Attempt;
import soar.darktrace.access.AuditTrail;
import soar.darktrace.access.Caller;

/** {@code verify-audit} on the database that a connector left. */
class VerifyAuditTest {

    private static final Caller ANNA = Caller.ofThisMachine("127.0.0.1");

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int verify(String... line) {
        out.reset();
        err.reset();
        return WarRoomTerminal.run(
                Stream.concat(Stream.of("verify-audit"), Stream.of(line)).toArray(String[]::new),
                Map.of(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }

    private String output() {
        return out.toString(UTF_8) + err.toString(UTF_8);
    }

    private static ConfigurableApplicationContext connector(String... options) {
        return new SpringApplicationBuilder(DarktraceConnectorApplication.class)
                .web(WebApplicationType.NONE)
                .run(options);
    }

    private static void change(ConfigurableApplicationContext connector) {
        connector
                .getBean(AuditTrail.class)
                .begin(new Attempt(ANNA, "c", "darktrace-x", "main", Map.of()), Duration.ofMinutes(1))
                .flatMap(begun -> begun.end("ok", "Done", Duration.ZERO))
                .block();
    }

    @ParameterizedTest
    @EnumSource
    void saysWhetherItIsIntactOrWhichPositionIsWrong(TestDatabase kind) throws IOException {
        String url = kind.newUrl();
        Path key = Files.writeString(directory.resolve("audit-key"), "k".repeat(32));
        String[] options = {"--spring.datasource.url=" + url, "--connector.audit.key-file=" + key};
        try (ConfigurableApplicationContext connector = connector(options)) {
            change(connector);
            change(connector);
        }

        assertThat(verify(options)).as(this::output).isZero();
        assertThat(output()).startsWith("4 rows, intact; the head is 4:");
        assertThat(verify("head=9:" + "0".repeat(64), options[0], options[1])).isEqualTo(1);
        assertThat(output()).contains("it ends at position 4, and had come to 9");
        try (HikariDataSource database = new HikariDataSource()) {
            database.setJdbcUrl(url);
            JdbcClient.create(database)
                    .sql("delete from audit_row where position = 2")
                    .update();
        }
        assertThat(verify(options)).isEqualTo(1);
        assertThat(output()).isEqualTo("The audit is not intact: position 2 is missing. 1 rows before that are.\n");
    }

    @Test
    void theKeyBesideAnEmbeddedDatabaseIsItsOwnersOnly() throws IOException {
        String url = "jdbc:h2:file:" + directory.resolve("store") + ";WRITE_DELAY=0";
        try (ConfigurableApplicationContext connector = connector("--spring.datasource.url=" + url)) {
            change(connector);
        }
        Path key = directory.resolve("store.audit-key");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(verify("--spring.datasource.url=" + url)).as(this::output).isZero();
        Files.delete(key);
        assertThat(verify("--spring.datasource.url=" + url)).isEqualTo(1);
        assertThat(output()).contains("The audit's key cannot be read from the file");
        assertThat(key).doesNotExist();
    }

    @Test
    void makesNoDatabase() {
        assertThat(verify("--spring.datasource.url=jdbc:h2:file:" + directory.resolve("none")))
                .isEqualTo(1);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aWrongLineIsRefused() {
        assertThat(verify("heat=1:a")).isEqualTo(2);
        assertThat(verify("head=1")).isEqualTo(2);
        assertThat(verify("--connector.audit.key=short")).isEqualTo(1);
        assertThat(output())
                .contains("connector.audit.key must have 32 characters or more")
                .doesNotContain("short");
    }
}
