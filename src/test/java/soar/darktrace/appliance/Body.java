package soar.darktrace.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What an answer says: bytes at hand, or pieces of them that are made while they are sent. */
sealed interface Body {

    /** All of it, in memory. */
    byte[] bytes();

    /** All of it, as the text that it is. */
    default String text() {
        return new String(bytes(), UTF_8);
    }

    /** A text that is short enough to be kept. */
    record Whole(String text) implements Body {

        @Override
        public byte[] bytes() {
            return text.getBytes(UTF_8);
        }
    }

    /**
     * Bytes of any length, made anew for every reader.
     *
     * @param length as it is announced; negative for one that nobody knows
     */
    record Pieces(Supplier<Stream<byte[]>> pieces, long length) implements Body {

        @Override
        public byte[] bytes() {
            try {
                return open().readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        InputStream open() {
            return new PieceStream(pieces.get().iterator());
        }
    }

    /** Makes no piece before it is read; a SequenceInputStream makes all of them when it is closed. */
    final class PieceStream extends InputStream {

        private final Iterator<byte[]> left;
        private ByteArrayInputStream current = new ByteArrayInputStream(new byte[0]);

        PieceStream(Iterator<byte[]> left) {
            this.left = left;
        }

        @Override
        public int read() {
            return hasMore() ? current.read() : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            return hasMore() ? current.read(bytes, offset, length) : -1;
        }

        private boolean hasMore() {
            while (current.available() == 0 && left.hasNext()) {
                current = new ByteArrayInputStream(left.next());
            }
            return current.available() > 0;
        }
    }
}
