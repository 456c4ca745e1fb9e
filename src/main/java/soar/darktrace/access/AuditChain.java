package soar.darktrace.access;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;
import soar.darktrace.access.AuditRow.Signed;
import soar.darktrace.store.Database;

/** Appends to the chain of rows, and removes its beginning. Across processes, whoever does either has the head locked. */
final class AuditChain {

    private static final Logger log = LoggerFactory.getLogger(AuditChain.class);

    private final Database database;
    private final TransactionOperations transactions;
    private final AuditTable table;
    private final AuditKey key;
    private volatile @Nullable AuditMark seen;

    AuditChain(Database database, TransactionOperations transactions, AuditKey key) {
        this.database = database;
        this.transactions = transactions;
        this.table = new AuditTable(database);
        this.key = key;
    }

    /** To be called before anything is appended; fails where the chain was signed with another key. */
    void open() {
        transactions.executeWithoutResult(status -> {
            AuditMark head = table.lockHead();
            if (head.isBlank() && table.anchor().isBlank()) {
                log.warn("A new audit begins: no connector has started on this database before");
                head = AuditMark.of(AuditMark.HEAD, 0, "", key);
                table.write(AuditMark.HEAD, head);
                table.write(AuditMark.ANCHOR, AuditMark.of(AuditMark.ANCHOR, 0, "", key));
            } else if (!head.isSigned(AuditMark.HEAD, key)) {
                throw new AuditKeyException("The audit of this database was signed with another key than the one of"
                        + " connector.audit.key-file (or was tampered with): start with that key, which all connectors on a"
                        + " database share.");
            } else if (!isThere(head)) {
                log.error("The last row of the audit, {}, is missing or was altered: verify it", head.position());
            }
            seen = head;
        });
    }

    private boolean isThere(AuditMark head) {
        return head.position() == table.anchor().position()
                || table.rows(head.position() - 1, head.position(), 1).stream()
                        .anyMatch(row -> AuditKey.isSame(row.hmac(), head.hmac()));
    }

    /** Appends rows, all or none, one after the other; none at all shows whether it could. */
    List<Signed> append(List<AuditRow> rows) {
        List<Signed> signed = new ArrayList<>();
        AuditMark end = transactions.execute(status -> {
            database.limitTransaction();
            AuditMark head = locked();
            String before = head.hmac();
            long position = head.position();
            for (AuditRow row : rows) {
                position++;
                before = row.sign(position, before, key);
                signed.add(new Signed(position, row, before));
            }
            AuditMark last = AuditMark.of(AuditMark.HEAD, position, before, key);
            if (!signed.isEmpty()) {
                table.append(signed);
            }
            table.write(AuditMark.HEAD, last);
            return last;
        });
        seen = end;
        return signed;
    }

    private AuditMark locked() {
        AuditMark head = table.lockHead();
        AuditMark last = seen;
        if (!head.isSigned(AuditMark.HEAD, key) || (last != null && head.position() < last.position())) {
            throw new AuditException("Its last rows were removed, or its head altered: verify it (docs/security.md).");
        }
        return head;
    }

    /** The last row, as far as this process knows. */
    @Nullable
    AuditMark seen() {
        return seen;
    }

    /**
     * Removes rows from the beginning, so many at most, up to the last one before the first that was written since then. What
     * is not intact stays, since it is evidence.
     *
     * @return how many; 0 where there are no more
     */
    int removeBefore(long written, int most) {
        Integer removed = transactions.execute(status -> {
            database.limitTransaction();
            AuditMark head = locked();
            AuditMark anchor = table.anchor();
            AuditWalk walk = AuditWalk.from(anchor, key);
            for (Signed row : table.rows(anchor.position(), table.lastBefore(written, head), most)) {
                if (!walk.take(row)) {
                    log.error("The audit is not intact, and so nothing of it is removed: {}", walk.problem());
                    return 0;
                }
            }
            table.write(AuditMark.ANCHOR, AuditMark.of(AuditMark.ANCHOR, walk.position(), walk.hmac(), key));
            table.removeUpTo(walk.position());
            return (int) (walk.position() - anchor.position());
        });
        return removed == null ? 0 : removed;
    }
}
