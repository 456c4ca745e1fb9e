package soar.darktrace.mirror;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import soar.darktrace.store.Database;

/** What was told of the breaches of an instance that are incidents. */
final class FollowedTable {

    private static final String OF_INCIDENT =
            " followed_breach f on f.instance = i.instance and f.source = i.source and f.external_id = i.external_id";

    private final JdbcClient jdbc;
    private final String instance;

    FollowedTable(Database database, String instance) {
        this.jdbc = database.jdbc();
        this.instance = instance;
    }

    /**
     * A breach that is an incident.
     *
     * @param created epoch milliseconds
     */
    record Listed(String id, long created, boolean isAcknowledged) {}

    /** The incidents that follow one by the time of their creation; so many at most. */
    List<Listed> after(long created, String id, int most) {
        return jdbc.sql("select i.external_id, i.created, f.acknowledged from incident i left join" + OF_INCIDENT
                        + " where i.instance = :instance and i.source = :source and i.created >= :created"
                        + " and (i.created > :created or i.external_id > :id)"
                        + " order by i.instance, i.source, i.created, i.external_id fetch first :most rows only")
                .param("instance", instance)
                .param("source", Documents.BREACH)
                .param("created", created)
                .param("id", id)
                .param("most", most)
                .query((row, number) -> new Listed(
                        row.getString("external_id"), row.getLong("created"), row.getString("acknowledged") != null))
                .list();
    }

    /** What was told of breaches, by their IDs; those are missing that are no incidents, or were created before a time. */
    Map<String, FollowedBreach> told(Collection<String> ids, long createdFrom) {
        Map<String, FollowedBreach> told = new HashMap<>();
        // Outer joins, so that H2 begins with the IDs and looks each one up.
        jdbc.sql("select i.external_id, f.version, f.acknowledged, f.comment_count, f.comments, f.comments_until"
                        + " from unnest(cast(:ids as varchar(100) array)) asked(id)"
                        + " left join incident i on i.instance = :instance and i.source = :source"
                        + " and i.external_id = asked.id and i.created >= :created left join" + OF_INCIDENT)
                .param("ids", ids.toArray(String[]::new))
                .param("instance", instance)
                .param("source", Documents.BREACH)
                .param("created", createdFrom)
                .query(row -> {
                    String id = row.getString("external_id");
                    if (id != null) {
                        told.put(id, breach(row, id));
                    }
                });
        return told;
    }

    private static FollowedBreach breach(ResultSet row, String id) throws SQLException {
        long version = row.getLong("version");
        return version == 0
                ? FollowedBreach.untold(id)
                : new FollowedBreach(
                        id,
                        version,
                        row.getString("acknowledged"),
                        row.getObject("comment_count", Long.class),
                        ToldComments.of(row.getString("comments"), row.getLong("comments_until")));
    }

    /** Writes down what is told now; false where somebody else wrote meanwhile. In a turn of the writers of the log. */
    boolean remember(FollowedBreach told) {
        long version = version(told.id());
        if (version != told.version()) {
            return false;
        }
        write(
                version == 0
                        ? "insert into followed_breach (version, acknowledged, comment_count, comments, comments_until,"
                                + " instance, source, external_id) values (:version, :acknowledged, :count, :comments,"
                                + " :until, :instance, :source, :id)"
                        : "update followed_breach set version = :version, acknowledged = :acknowledged,"
                                + " comment_count = :count, comments = :comments, comments_until = :until"
                                + " where instance = :instance and source = :source and external_id = :id",
                told);
        return true;
    }

    private long version(String id) {
        return jdbc.sql("select version from followed_breach"
                        + " where instance = :instance and source = :source and external_id = :id")
                .param("instance", instance)
                .param("source", Documents.BREACH)
                .param("id", id)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    private void write(String sql, FollowedBreach told) {
        jdbc.sql(sql)
                .param("version", told.version() + 1)
                .param("acknowledged", told.acknowledged())
                .param("count", told.commentCount())
                .param("comments", told.comments().joined())
                .param("until", told.comments().until())
                .param("instance", instance)
                .param("source", Documents.BREACH)
                .param("id", told.id())
                .update();
    }

    /** The time of the newest comment that was looked at; empty before the first look. */
    OptionalLong newestComment() {
        @Nullable
        Long newest = jdbc.sql("select newest_comment from followed_instance where instance = :instance")
                .param("instance", instance)
                .query(Long.class)
                .optional()
                .orElse(null);
        return newest == null ? OptionalLong.empty() : OptionalLong.of(newest);
    }

    /** Writes that down. Two writers do no harm: the earlier time means that more is read again. */
    void moveNewestComment(long time) {
        int moved = jdbc.sql("update followed_instance set newest_comment = :time where instance = :instance")
                .param("time", time)
                .param("instance", instance)
                .update();
        if (moved == 0) {
            jdbc.sql("insert into followed_instance (instance, newest_comment) values (:instance, :time)")
                    .param("time", time)
                    .param("instance", instance)
                    .update();
        }
    }
}
