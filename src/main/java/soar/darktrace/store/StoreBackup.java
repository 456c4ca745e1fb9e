package soar.darktrace.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import reactor.core.publisher.Mono;
import soar.darktrace.failure.Failure;

/** Copies an embedded database while it is in use, which no other process can: {@code POST /actuator/storebackup}. */
@WebEndpoint(id = "storebackup")
class StoreBackup {

    private static final Logger log = LoggerFactory.getLogger(StoreBackup.class);
    private static final String DIRECTORY = "backup";
    private static final String UNFINISHED = ".part";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Database database;
    private final DiskReserve reserve;
    private final Clock clock;

    StoreBackup(Database database, DiskReserve reserve, Clock clock) {
        this.database = database;
        this.reserve = reserve;
        this.clock = clock;
    }

    /** The path of the copy, a zip of the database's file as it was at one moment, and its size. */
    @WriteOperation
    Mono<Map<String, Object>> write() {
        return database.maintain(this::copy);
    }

    private synchronized Map<String, Object> copy() throws IOException {
        Path store = Path.of(database.file().orElseThrow(NotEmbedded::new)).toAbsolutePath();
        reserve.checkCopy(Files.size(Path.of(store + ".mv.db")));
        Path directory = Files.createDirectories(store.resolveSibling(DIRECTORY));
        removeUnfinished(directory);
        Path whole = directory.resolve(store.getFileName() + "-" + TIME.format(clock.instant()) + ".zip");
        // One that is not whole does not have the name of a copy.
        Path part = Files.createTempFile(directory, "." + store.getFileName(), UNFINISHED);
        try {
            database.jdbc()
                    .sql("backup to :file")
                    .param("file", part.toString())
                    .update();
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        log.info("The store was copied to {}", whole);
        return Map.of("file", whole.toString(), "bytes", Files.size(whole));
    }

    /** Of a connector that was killed meanwhile. */
    private static void removeUnfinished(Path directory) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, ".*" + UNFINISHED)) {
            for (Path part : left) {
                Files.deleteIfExists(part);
            }
        }
    }

    private static final class NotEmbedded extends RuntimeException implements Failure {

        private static final long serialVersionUID = 1L;

        NotEmbedded() {
            super("The store is not a file of this service: back a PostgreSQL up with pg_dump (docs/operations.md).");
        }

        @Override
        public String code() {
            return "invalid_request";
        }

        @Override
        public int status() {
            return 400;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of();
        }
    }
}
