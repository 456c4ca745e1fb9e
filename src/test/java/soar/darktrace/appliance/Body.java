package soar.darktrace.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an answer says: a text at hand, or pieces of it that are made while they are sent. */
sealed interface Body {

    /** All of it, in memory. */
    String text();

    /** A text that is short enough to be kept. */
    record Whole(String text) implements Body {}

    /** A text of any length, made anew for every reader. */
    record Pieces(Supplier<Stream<String>> pieces) implements Body {

        @Override
        public String text() {
            return pieces.get().collect(Collectors.joining());
        }

        InputStream open() {
            return new PieceStream(pieces.get().iterator());
        }
    }

    /** Makes no piece before it is read; a SequenceInputStream makes all of them when it is closed. */
    final class PieceStream extends InputStream {

        private final Iterator<String> left;
        private ByteArrayInputStream current = new ByteArrayInputStream(new byte[0]);

        PieceStream(Iterator<String> left) {
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
                current = new ByteArrayInputStream(left.next().getBytes(UTF_8));
            }
            return current.available() > 0;
        }
    }
}
