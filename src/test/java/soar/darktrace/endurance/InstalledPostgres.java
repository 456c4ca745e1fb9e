package soar.darktrace.endurance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** The PostgreSQL of the machine, with pg_dump and pg_restore, which the binaries of the other tests do not have. */
final class InstalledPostgres implements AutoCloseable {

    private static final Path RELEASES = Path.of("/usr/lib/postgresql");

    /** The server does not run as root. */
    private static final List<String> AS_ITS_USER =
            System.getProperty("user.name").equals("root") ? List.of("runuser", "-u", "postgres", "--") : List.of();

    private final Path programs;
    private final Path directory;
    private final int port;

    private InstalledPostgres(Path programs, Path directory, int port) {
        this.programs = programs;
        this.directory = directory;
        this.port = port;
    }

    /** Skips the test where there is none. */
    static InstalledPostgres start() {
        try {
            Path directory = Files.createTempDirectory("connector-postgres");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
            InstalledPostgres server = new InstalledPostgres(programs(), directory, freePort());
            server.run("initdb", "--pgdata=" + server.data(), "--username=postgres", "--auth=trust", "--encoding=UTF8");
            server.run(
                    "pg_ctl",
                    "start",
                    "--wait",
                    "--pgdata=" + server.data(),
                    "--log=" + directory.resolve("log"),
                    "--options=-p " + server.port + " -c listen_addresses=127.0.0.1 -c fsync=off -k " + directory);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its programs are, for the {@code PATH}. */
    Path path() {
        return programs;
    }

    /** As libpq has it. */
    String database(String name) {
        return "postgresql://postgres@127.0.0.1:" + port + "/" + name;
    }

    static String jdbcUrl(String database) {
        return "jdbc:" + database.replace("postgres@", "") + "?user=postgres";
    }

    /** Runs one of its programs to the end. */
    void run(String program, String... arguments) {
        List<String> command = new ArrayList<>(AS_ITS_USER);
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Commands.run(directory, Map.of(), command);
    }

    @Override
    public void close() {
        run("pg_ctl", "stop", "--mode=immediate", "--pgdata=" + data());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private static Path programs() throws IOException {
        if (!Files.isDirectory(RELEASES)) {
            throw new TestAbortedException("There is no PostgreSQL below " + RELEASES + " (Debian: postgresql).");
        }
        try (Stream<Path> releases = Files.list(RELEASES)) {
            return releases.map(release -> release.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("pg_ctl")))
                    .max(Path::compareTo)
                    .orElseThrow(() -> new TestAbortedException(
                            "There is no server of PostgreSQL below " + RELEASES + " (Debian: postgresql)."));
        }
    }
}
