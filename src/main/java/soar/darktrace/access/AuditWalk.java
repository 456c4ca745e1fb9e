package soar.darktrace.access;

import org.jspecify.annotations.Nullable;
import soar.darktrace.access.AuditRow.Signed;

/** Follows the chain from a mark, row by row, to the first that is not as it was written. */
final class AuditWalk {

    private final AuditKey key;
    private long position;
    private String hmac;
    private @Nullable String problem;

    private AuditWalk(AuditKey key, long position, String hmac, @Nullable String problem) {
        this.key = key;
        this.position = position;
        this.hmac = hmac;
        this.problem = problem;
    }

    /** Behind the anchor, which must be signed. */
    static AuditWalk from(AuditMark anchor, AuditKey key) {
        return new AuditWalk(
                key,
                anchor.position(),
                anchor.hmac(),
                anchor.isSigned(AuditMark.ANCHOR, key)
                        ? null
                        : "the anchor at position " + anchor.position()
                                + ", where the audit begins, was altered, or was" + " signed with another key");
    }

    /** Goes on to the next row; false where that is not the next one, or not as it was. */
    boolean take(Signed row) {
        if (problem == null && row.position() != position + 1) {
            problem = "position " + (position + 1)
                    + (row.position() == position + 2 ? " is missing" : " to " + (row.position() - 1) + " are missing");
        } else if (problem == null) {
            String expected = row.row().sign(row.position(), hmac, key);
            if (AuditKey.isSame(expected, row.hmac())) {
                position = row.position();
                hmac = expected;
            } else {
                problem = "position " + row.position() + " was altered, or is not the row that was written there";
            }
        }
        return problem == null;
    }

    /** Of the last row that was as it should be. */
    long position() {
        return position;
    }

    String hmac() {
        return hmac;
    }

    /** What is wrong; null where nothing is. */
    @Nullable
    String problem() {
        return problem;
    }
}
