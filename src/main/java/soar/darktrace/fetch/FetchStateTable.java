package soar.darktrace.fetch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import soar.darktrace.incident.IncidentStore;

/** The table of how far each source of each instance has been fetched. Its writers take turns in {@link IncidentStore#inTurn}. */
final class FetchStateTable {

    private static final int LONGEST_SENTENCE = 2000;

    /** {@link FetchCursor#base} of what is stored. */
    private static final String BASE = "(case when more then position else settled end)";

    private final JdbcClient jdbc;
    private final Clock clock;

    FetchStateTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    FetchState read(FetchKey key) {
        return jdbc.sql("select * from fetch_state where instance = :instance and source = :source")
                .param("instance", key.instance())
                .param("source", key.source())
                .query((row, number) -> fetchState(row))
                .optional()
                .orElse(FetchState.NEW);
    }

    /** Moves the cursor; false where somebody else has moved it since it was read. */
    boolean move(FetchKey key, FetchState before, Fetched fetched) {
        ensureRow(key);
        FetchCursor next = fetched.next();
        return jdbc.sql("update fetch_state set version = version + 1, settled = :settled, position = :position,"
                                + " query_window = :window, more = :more, newest = :newest, last_success = :now"
                                + " where instance = :instance and source = :source and version = :version")
                        .param("settled", next.settled())
                        .param("position", next.position())
                        .param("window", next.window())
                        .param("more", next.more())
                        .param("newest", atUtc(FetchState.later(before.newest(), fetched.newest())))
                        .param("now", atUtc(clock.instant()))
                        .param("instance", key.instance())
                        .param("source", key.source())
                        .param("version", before.version())
                        .update()
                == 1;
    }

    void recordFailure(FetchKey key, String code, String sentence) {
        ensureRow(key);
        // PostgreSQL has no NUL in a text, and Darktrace's words may be anything.
        String text = sentence.replace('\0', ' ');
        jdbc.sql("update fetch_state set last_failure = :now, failure_code = :code, failure = :failure"
                        + " where instance = :instance and source = :source")
                .param("now", atUtc(clock.instant()))
                .param("code", code)
                .param("failure", text.substring(0, Math.min(LONGEST_SENTENCE, text.length())))
                .param("instance", key.instance())
                .param("source", key.source())
                .update();
    }

    /** Puts the cursor where the first fetch begins; nothing where it has begun. */
    void begin(FetchKey key, FetchCursor start) {
        ensureRow(key);
        jdbc.sql("update fetch_state set settled = :settled, position = :position, query_window = :window,"
                        + " beginning = :settled, looked_back = :now where instance = :instance and"
                        + " source = :source and settled is null")
                .param("settled", start.settled())
                .param("position", start.position())
                .param("window", start.window())
                .param("now", clock.millis())
                .param("instance", key.instance())
                .param("source", key.source())
                .update();
    }

    /**
     * Puts the cursor somewhere else; a fetch that is under way then fails to move it. Where it goes back, look backs go on
     * as before; where it goes forward, they do not reach behind it either.
     */
    void reset(FetchKey key, FetchCursor start) {
        ensureRow(key);
        jdbc.sql("update fetch_state set version = version + 1, settled = :settled, position = :position,"
                        + " query_window = :window, more = :more,"
                        + " beginning = case when beginning < :settled and :settled <= " + BASE
                        + " then beginning else :settled end,"
                        + " looked_back = case when :settled <= " + BASE + " then looked_back else :now end"
                        + " where instance = :instance and source = :source")
                .param("now", clock.millis())
                .param("settled", start.settled())
                .param("position", start.position())
                .param("window", start.window())
                .param("more", start.more())
                .param("instance", key.instance())
                .param("source", key.source())
                .update();
    }

    /**
     * Where a look back begins; empty before it is due, and while fetching has not come up to now.
     * One in the future was made with a clock that was set back since. How old an item is, Darktrace's clock says: where ours
     * is ahead of it, a look back by ours alone would be too short.
     *
     * @param length how long after its creation an item may still change
     * @param every how long after the last one the next is due
     */
    Optional<FetchCursor> lookBackStart(FetchKey key, Duration length, Duration every) {
        long now = clock.millis();
        return jdbc.sql("select beginning, looked_back from fetch_state where instance = :instance"
                        + " and source = :source and more = false"
                        + " and (looked_back <= :latest or looked_back > :now)")
                .param("instance", key.instance())
                .param("source", key.source())
                .param("latest", now - every.toMillis())
                .param("now", now)
                .query((row, number) -> FetchCursor.startingAt(Math.max(
                        row.getLong("beginning"),
                        Math.min(row.getLong("looked_back"), now) - length.toMillis() - FetchCursor.CLOCK_TOLERANCE)))
                .optional();
    }

    /** A look back that began at this time has ended. */
    void endLookBack(FetchKey key, Instant begun) {
        jdbc.sql("update fetch_state set looked_back = :begun where instance = :instance and source = :source")
                .param("begun", begun.toEpochMilli())
                .param("instance", key.instance())
                .param("source", key.source())
                .update();
    }

    private void ensureRow(FetchKey key) {
        jdbc.sql(
                        "insert into fetch_state (instance, source, version, position, query_window, more)"
                                + " select :instance, :source, 0, 0, 0, false"
                                + " where not exists (select 1 from fetch_state where instance = :instance and source = :source)")
                .param("instance", key.instance())
                .param("source", key.source())
                .update();
    }

    private static FetchState fetchState(ResultSet row) throws SQLException {
        return new FetchState(
                row.getLong("version"),
                cursor(row),
                instant(row, "newest"),
                row.getBoolean("more"),
                instant(row, "last_success"),
                instant(row, "last_failure"),
                row.getString("failure_code"),
                row.getString("failure"));
    }

    private static FetchCursor cursor(ResultSet row) throws SQLException {
        Long settled = row.getObject("settled", Long.class);
        if (settled == null) {
            return FetchCursor.NONE;
        }
        return new FetchCursor(
                settled, row.getLong("position"), row.getLong("query_window"), row.getBoolean("more"), Map.of());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime atUtc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
