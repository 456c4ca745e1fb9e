package soar.darktrace.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import soar.darktrace.network.Secret;

/**
 * Where one half of an API token comes from: one of the two is there.
 *
 * @param token the half itself
 * @param file the path of a file that holds it
 */
record TokenHalf(@Nullable Secret token, @Nullable String file) {

    /** In bytes; a real one has 40. What is longer is another file. */
    private static final int LONGEST = 4096;

    /**
     * Reads the half as it is now. Blocks.
     *
     * @throws IOException with a sentence that names the file, and nothing of its content
     */
    Secret read() throws IOException {
        if (file == null) {
            return token == null ? new Secret("") : token;
        }
        String text = content(file).strip();
        if (text.isEmpty()) {
            throw new IOException("The file " + file + " is empty");
        }
        if (text.length() > LONGEST || !ApiTokens.Rule.isWellFormed(text)) {
            throw new IOException("The file " + file + " holds something else than one half of an API token");
        }
        return new Secret(text);
    }

    private static String content(String file) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return new String(in.readNBytes(LONGEST + 1), UTF_8);
        } catch (IOException | InvalidPathException e) {
            throw new IOException(
                    "The file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
