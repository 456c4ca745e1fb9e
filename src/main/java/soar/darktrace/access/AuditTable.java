package soar.darktrace.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import soar.darktrace.access.AuditRow.Signed;
import soar.darktrace.store.Database;

/** The rows of the audit in the order of their positions, which have no gaps, and its two marks. */
final class AuditTable {

    private static final String COLUMNS =
            "position, attempt, kind, written, caller, address, correlation_id, command, instance, arguments, policy, outcome,"
                    + " answer, duration, settled_by, attempts, hmac";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    AuditTable(Database database) {
        this.template = database.template();
        this.jdbc = database.jdbc();
    }

    /** Waits for whoever appends, and keeps others from appending until the end of the transaction. */
    AuditMark lockHead() {
        return mark(AuditMark.HEAD, " for update");
    }

    AuditMark head() {
        return mark(AuditMark.HEAD, "");
    }

    AuditMark anchor() {
        return mark(AuditMark.ANCHOR, "");
    }

    private AuditMark mark(String name, String lock) {
        return jdbc.sql("select position, hmac, signature from audit_mark where name = :name" + lock)
                .param("name", name)
                .query((row, number) ->
                        new AuditMark(row.getLong("position"), row.getString("hmac"), row.getString("signature")))
                .single();
    }

    void write(String name, AuditMark mark) {
        jdbc.sql("update audit_mark set position = :position, hmac = :hmac, signature = :signature where name = :name")
                .param("position", mark.position())
                .param("hmac", mark.hmac())
                .param("signature", mark.signature())
                .param("name", name)
                .update();
    }

    void append(List<Signed> rows) {
        template.batchUpdate(
                "insert into audit_row (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows.stream().map(AuditTable::values).toList());
    }

    @SuppressWarnings("NullAway") // a column without a value
    private static Object[] values(Signed signed) {
        AuditRow row = signed.row();
        return new Object[] {
            signed.position(),
            row.attempt(),
            row.kind(),
            row.written(),
            row.caller(),
            row.address(),
            row.correlationId(),
            row.command(),
            row.instance(),
            row.arguments(),
            row.policy(),
            row.outcome(),
            row.answer(),
            row.duration(),
            row.settledBy(),
            row.attempts(),
            signed.hmac()
        };
    }

    /** The first rows after a position, up to another one. */
    List<Signed> rows(long after, long upTo, int most) {
        return jdbc.sql("select " + COLUMNS + " from audit_row where position > :after and position <= :upTo"
                        + " order by position fetch first :most rows only")
                .param("after", after)
                .param("upTo", upTo)
                .param("most", most)
                .query((row, number) -> signed(row))
                .list();
    }

    /** The position of the last row before the first one that was written since then. */
    long lastBefore(long written, AuditMark head) {
        return jdbc.sql("select coalesce(min(position) - 1, :head) from audit_row where written >= :written")
                .param("head", head.position())
                .param("written", written)
                .query(Long.class)
                .single();
    }

    /** How many rows stand before the anchor or behind the head, as of one moment. */
    long countOutside() {
        return jdbc.sql("select count(*) from audit_row"
                        + " where position > (select position from audit_mark where name = 'head')"
                        + " or position <= (select position from audit_mark where name = 'anchor')")
                .query(Long.class)
                .single();
    }

    void removeUpTo(long position) {
        jdbc.sql("delete from audit_row where position <= :position")
                .param("position", position)
                .update();
    }

    /** One entry for each attempt: its end stands in the columns of the row that began it. */
    List<AuditEntry> entries(AuditQuery query, long now) {
        StatementSpec select = jdbc.sql("select began.position, began.written, began.caller, began.address,"
                + " began.correlation_id, began.command, began.instance, began.arguments, began.attempts,"
                + " coalesce(ended.policy, began.policy) as policy, " + AuditQuery.OUTCOME + " as outcome,"
                + " coalesce(ended.answer, began.answer) as answer, coalesce(ended.duration, began.duration) as duration"
                + " from audit_row began left join audit_row ended on ended.attempt = began.attempt and ended.kind = 'ended'"
                + " where began.kind <> 'ended'" + query.conditions()
                + " order by began.position" + (query.isNewestFirst() ? " desc" : "")
                + " fetch first :limit rows only");
        return select.params(query.parameters())
                .param("now", now)
                .query((row, number) -> entry(row))
                .list();
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("position"),
                row.getLong("written"),
                row.getString("caller"),
                row.getString("address"),
                row.getString("correlation_id"),
                row.getString("command"),
                row.getString("instance"),
                row.getString("arguments"),
                row.getString("policy"),
                row.getString("outcome"),
                row.getString("answer"),
                number(row, "duration"),
                row.getInt("attempts"));
    }

    private static Signed signed(ResultSet row) throws SQLException {
        return new Signed(
                row.getLong("position"),
                new AuditRow(
                        row.getString("attempt"),
                        row.getString("kind"),
                        row.getLong("written"),
                        row.getString("caller"),
                        row.getString("address"),
                        row.getString("correlation_id"),
                        row.getString("command"),
                        row.getString("instance"),
                        row.getString("arguments"),
                        row.getString("policy"),
                        row.getString("outcome"),
                        row.getString("answer"),
                        number(row, "duration"),
                        number(row, "settled_by"),
                        row.getInt("attempts")),
                row.getString("hmac"));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
