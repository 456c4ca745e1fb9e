package soar.darktrace.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Room that new incidents leave free on the disk of an embedded database: H2 closes itself over a write that fails for
 * want of room, and only a restart opens it again. A database elsewhere looks after its own disk.
 */
public final class DiskReserve {

    private final @Nullable Path directory;
    private final DataSize size;

    private DiskReserve(@Nullable Path directory, DataSize size) {
        this.directory = directory;
        this.size = size;
    }

    public static DiskReserve of(Database database, DataSize size) {
        Optional<String> file = database.file();
        return new DiskReserve(
                file.map(path -> Path.of(path).toAbsolutePath().getParent()).orElse(null), size);
    }

    /** Whether the store lies on a disk of this service's own, and not in memory or in a database elsewhere. */
    public boolean isKept() {
        return directory != null;
    }

    /** How many bytes are free; NaN where that cannot be seen. */
    public double free() {
        try {
            return directory == null
                    ? Double.NaN
                    : Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** What is to be done about it; null where there is room. */
    @Nullable
    public StoreException failure() {
        if (directory == null) {
            return null;
        }
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            return free >= size.toBytes()
                    ? null
                    : new StoreException("The disk of the store is nearly full: "
                            + DataSize.ofBytes(free).toMegabytes()
                            + " MB are free, and fetching goes on with " + size.toMegabytes()
                            + " MB (connector.disk-reserve). Make room. Nothing is lost.");
        } catch (IOException e) {
            return new StoreException("The disk of the store cannot be looked at: " + e);
        }
    }

    /** Fails with a {@link StoreException} where a copy of so many bytes would use the reserve. */
    void checkCopy(long bytes) {
        check();
        if (free() < (double) size.toBytes() + bytes) {
            throw new StoreException(
                    "A copy of the store may take " + DataSize.ofBytes(bytes).toMegabytes()
                            + " MB, and would leave less than " + size.toMegabytes()
                            + " MB free (connector.disk-reserve). Make room. Nothing is lost.");
        }
    }

    /** Fails with a {@link StoreException} where there is no room. */
    public void check() {
        StoreException failure = failure();
        if (failure != null) {
            throw failure;
        }
    }
}
