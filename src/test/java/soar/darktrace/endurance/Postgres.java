package soar.darktrace.endurance;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A PostgreSQL that can be stopped and started again, with its data and at its address. */
final class Postgres implements AutoCloseable {

    private final Path data;
    private final int port;
    private EmbeddedPostgres server;

    Postgres(Path directory) {
        data = directory.resolve("postgres");
        server = run(EmbeddedPostgres.builder());
        port = server.getPort();
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    void start() {
        server = run(EmbeddedPostgres.builder().setPort(port));
    }

    void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private EmbeddedPostgres run(EmbeddedPostgres.Builder builder) {
        try {
            return builder.setDataDirectory(data).setCleanDataDirectory(false).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
