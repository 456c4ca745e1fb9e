package soar.darktrace.access;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import reactor.core.publisher.Mono;
import soar.darktrace.access.AuditRow.Signed;
import soar.darktrace.store.Database;

/** Tells whether the audit is as it was written. It changes nothing, and may run while connectors append. */
public final class AuditVerification {

    /** Rows that are held at once. */
    private static final int PORTION = 500;

    private static final Pattern HEAD = Pattern.compile("(\\d{1,18}):([0-9a-f]{64}|)");

    private final Database database;
    private final AuditTable table;
    private final AuditKey key;

    AuditVerification(Database database, AuditKey key) {
        this.database = database;
        this.table = new AuditTable(database);
        this.key = key;
    }

    /** For a process without a server; {@link AuditKeyException} where there is no key. */
    public static AuditVerification of(DataSource source, AuditSettings settings) {
        Database database = new Database(new JdbcTemplate(source), Database.PATIENCE);
        return new AuditVerification(database, AuditKey.of(settings, database, false));
    }

    /**
     * The finding.
     *
     * @param rows how many were looked at and are as they were written
     * @param position of the last of them
     * @param head the last row with its HMAC, to be compared with what the log has
     * @param problem what is wrong and where; null where the audit is intact
     */
    public record Verdict(
            long rows, long position, String head, @Nullable String problem) {

        public boolean isIntact() {
            return problem == null;
        }

        /** {@code 12 rows, intact …}, or what is wrong. */
        public String sentence() {
            return problem == null
                    ? rows + " rows, intact; the head is " + head
                    : "The audit is not intact: " + problem + ". " + rows + " rows before that are.";
        }
    }

    /** Whether a text is a head as the log has it. */
    public static boolean isHead(String text) {
        return HEAD.matcher(text).matches();
    }

    /** Verifies away from the event loop. */
    public Mono<Verdict> whenVerified(@Nullable String knownHead) {
        return database.readAtLength(() -> verify(knownHead));
    }

    /**
     * Verifies the whole audit.
     *
     * @param knownHead a head that was logged: the audit must have come as far as that, and through it; null for none
     */
    public Verdict verify(@Nullable String knownHead) {
        AuditMark head = table.head();
        AuditMark anchor = table.anchor();
        if (head.isBlank()) {
            return new Verdict(
                    0,
                    0,
                    head.text(),
                    "it has no beginning: no connector has started on this database, or" + " everything was removed");
        }
        if (!head.isSigned(AuditMark.HEAD, key)) {
            return new Verdict(
                    0,
                    0,
                    head.text(),
                    "the head at position " + head.position() + " was altered, or was signed with another key");
        }
        Known known = Known.of(knownHead);
        AuditWalk walk = AuditWalk.from(anchor, key);
        List<Signed> portion;
        do {
            portion = table.rows(walk.position(), head.position(), PORTION);
            for (Signed row : portion) {
                if (!walk.take(row)) {
                    break;
                }
                known.pass(row);
            }
        } while (portion.size() == PORTION && walk.problem() == null);
        AuditMark now = table.anchor();
        if (now.position() != anchor.position() && walk.problem() != null) {
            return verify(knownHead); // Rows were removed on the way, as they are after the retention.
        }
        return new Verdict(
                walk.position() - anchor.position(), walk.position(), head.text(), problem(walk, anchor, head, known));
    }

    private @Nullable String problem(AuditWalk walk, AuditMark anchor, AuditMark head, Known known) {
        if (walk.problem() != null) {
            return walk.problem();
        }
        if (walk.position() < head.position()) {
            return "position " + (walk.position() + 1) + " and what follows are missing, up to " + head.position();
        }
        if (!AuditKey.isSame(walk.hmac(), head.hmac())) {
            return "position " + head.position() + " is not the row that the head was signed for";
        }
        long outside = table.countOutside();
        if (outside > 0) {
            return outside + " rows stand before its beginning or behind its head, where nobody signed for them";
        }
        return known.problem(anchor, head);
    }

    /** A head that was logged before, against an audit that was moved back to an older state as a whole. */
    private static final class Known {

        private final @Nullable String text;
        private final long position;
        private final String hmac;
        private boolean isMet;
        private boolean isOther;

        private Known(@Nullable String text, long position, String hmac) {
            this.text = text;
            this.position = position;
            this.hmac = hmac;
        }

        static Known of(@Nullable String text) {
            Matcher head = HEAD.matcher(text == null ? "" : text);
            if (!head.matches()) {
                return new Known(null, 0, "");
            }
            return new Known(text, Long.parseLong(head.group(1)), head.group(2));
        }

        void pass(Signed row) {
            if (row.position() == position) {
                isMet = true;
                isOther = !row.hmac().equals(hmac);
            }
        }

        @Nullable
        String problem(AuditMark anchor, AuditMark head) {
            if (text == null || position == 0) {
                return null;
            }
            if (position > head.position()) {
                return "it ends at position " + head.position() + ", and had come to " + position
                        + ": its end was cut off, or it was moved back to an older state";
            }
            if (isOther) {
                return "position " + position + " is another row than the one that was logged";
            }
            return isMet || position <= anchor.position() ? null : "position " + position + " was not found";
        }
    }
}
