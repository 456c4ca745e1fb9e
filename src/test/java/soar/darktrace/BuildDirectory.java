package soar.darktrace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where tests leave what outlives them, so that {@code mvn clean} takes it away. */
public final class BuildDirectory {

    /** Absolute, since some tests run processes in other directories. */
    public static final Path PATH =
            Path.of(System.getProperty("build.directory", "target")).toAbsolutePath();

    private BuildDirectory() {}

    /** A new directory, among others of its kind. */
    public static Path create(String kind, String name) {
        try {
            return Files.createTempDirectory(Files.createDirectories(PATH.resolve(kind)), name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
