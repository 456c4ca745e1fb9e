package soar.darktrace.client;

import java.util.Arrays;

/** The bytes of one value, as they arrive. */
final class KeptBytes {

    private static final byte[] NOTHING = {};

    /** A larger array is not kept for the next value. */
    private static final int REUSED = 64 * 1024;

    private final int most;
    private byte[] bytes = NOTHING;
    private int length;

    /**
     * None yet.
     *
     * @param most the largest number of bytes
     */
    KeptBytes(int most) {
        this.most = most;
    }

    /** Adds a part of a piece, which is this value's from now on. */
    void add(byte[] piece, int from, int to) {
        if (length == 0 && from == 0 && to == piece.length && to > bytes.length) {
            bytes = piece;
            length = to;
            return;
        }
        int longer = length + to - from;
        if (longer > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(longer, Math.min(2L * bytes.length, most)));
        }
        System.arraycopy(piece, from, bytes, length, to - from);
        length = longer;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
        if (bytes.length > REUSED) {
            bytes = NOTHING;
        }
    }
}
