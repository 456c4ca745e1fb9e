package soar.darktrace.client;

/**
 * Finds where an item of a JSON list ends, however many pieces it comes in: by depth of brackets and by quotes. Whether the item
 * is JSON is not its business.
 */
final class ItemEnd {

    private int depth;
    private boolean isText;
    private boolean isEscaped;

    /** Before the first byte of the next item. */
    void reset() {
        depth = 0;
        isText = false;
        isEscaped = false;
    }

    /** Whether the body may end here: a number or a word has no end of its own. */
    boolean isOutside() {
        return depth == 0 && !isText;
    }

    /**
     * The index behind the item; -1 where it does not end in this piece.
     *
     * @param from where the item goes on in this piece
     * @param isFirst whether it begins there
     */
    int in(byte[] piece, int from, boolean isFirst) {
        for (int i = from; i < piece.length; i++) {
            byte next = piece[i];
            if (isText) {
                if (isEscaped) {
                    isEscaped = false;
                } else if (next == '\\') {
                    isEscaped = true;
                } else if (next == '"') {
                    isText = false;
                    if (depth == 0) {
                        return i + 1;
                    }
                }
                continue;
            }
            switch (next) {
                case '"' -> isText = depth > 0 || (isFirst && i == from);
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (depth == 0) {
                        return i;
                    }
                    if (--depth == 0) {
                        return i + 1;
                    }
                }
                case ',', ' ', '\n', '\r', '\t' -> {
                    if (depth == 0) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        return -1;
    }
}
