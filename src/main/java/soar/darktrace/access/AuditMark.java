package soar.darktrace.access;

/**
 * A place in the audit.
 *
 * @param position of a row; 0 before the first
 * @param hmac of that row; empty before the first
 * @param signature of position and HMAC; empty where no connector has started on the database yet
 */
record AuditMark(long position, String hmac, String signature) {

    /** The last row. */
    static final String HEAD = "head";

    /** The last row that was removed. */
    static final String ANCHOR = "anchor";

    static AuditMark of(String name, long position, String hmac, AuditKey key) {
        return new AuditMark(position, hmac, key.sign(name, position, hmac));
    }

    /** Whether it was set by who has the key: moved back by anybody else, it is not. */
    boolean isSigned(String name, AuditKey key) {
        return AuditKey.isSame(signature, key.sign(name, position, hmac));
    }

    /** Whether there was never anything. */
    boolean isBlank() {
        return position == 0 && signature.isEmpty();
    }

    /** As the log has the head, and as it can be given to a verification. */
    String text() {
        return position + ":" + hmac;
    }
}
