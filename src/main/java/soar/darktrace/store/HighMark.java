package soar.darktrace.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far an embedded database had come, written beside its file: H2 opens a file that is damaged or cut off as it was some
 * time before, without a word, and what was stored since then would be missing without anybody noticing.
 */
public final class HighMark {

    private static final Logger log = LoggerFactory.getLogger(HighMark.class);
    private static final String ENDING = ".position";

    private final @Nullable Path file;
    private long written;
    private boolean isBehind;

    private HighMark(@Nullable Path file) {
        this.file = file;
        this.written = read(file);
    }

    /** The mark of a database; one that is in memory or elsewhere has none. */
    public static HighMark of(Database database) {
        return new HighMark(database.file().map(path -> Path.of(path + ENDING)).orElse(null));
    }

    public boolean isKept() {
        return file != null;
    }

    /** Fails where the database is not as far as it was. */
    public void check(long position) {
        if (position < written) {
            throw new DamagedStoreException(
                    "The store has lost incidents: it ends at position " + position + ", but " + written
                            + " was stored. Its file was damaged, cut off, or replaced by an older copy. Put back a good copy;"
                            + " or, to go on without what is missing, delete " + file + ".",
                    "After that, readers must start without a cursor, and sinks may get incidents again; what is missing is in"
                            + " Darktrace, and is fetched again with darktrace-fetch-reset.");
        }
    }

    /** Remembers a position that was committed. The store goes on where that fails: the mark is then behind it. */
    public synchronized void write(long position) {
        if (file == null || position <= written) {
            return;
        }
        try {
            Files.writeString(file, Long.toString(position));
            written = position;
            isBehind = false;
        } catch (IOException e) {
            if (!isBehind) {
                log.warn("The position of the store could not be written beside it: {}", e.toString());
            }
            isBehind = true;
        }
    }

    /** A process that died while it wrote may leave an empty file or any bytes, which say nothing. */
    private static long read(@Nullable Path file) {
        try {
            String text = file != null && Files.exists(file)
                    ? Files.readString(file, ISO_8859_1).strip()
                    : "";
            return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
        } catch (IOException e) {
            throw new IllegalStateException("The file " + file + " cannot be read", e);
        }
    }
}
