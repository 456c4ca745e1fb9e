package soar.darktrace.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import reactor.core.publisher.Mono;
import soar.darktrace.delivery.SinkSettings.Start;
import soar.darktrace.incident.EventFilter;
import soar.darktrace.incident.EventKind;
import soar.darktrace.store.Database;

/**
 * The table of how far each sink has come, so that it survives restarts. Whoever writes says what it saw before; where somebody
 * else was quicker, nothing is written, and so no position ever moves backwards.
 */
class SinkStateTable {

    private static final Logger log = LoggerFactory.getLogger(SinkStateTable.class);
    private static final int LONGEST_FAILURE = 2000;

    private final Database database;
    private final JdbcClient jdbc;

    SinkStateTable(Database database) {
        this.database = database;
        this.jdbc = database.jdbc();
    }

    /** The state of a sink, which is created where the sink is new. */
    Mono<SinkState> state(String sink, Start start) {
        return database.read(() -> found(sink).orElse(null)).switchIfEmpty(database.write(() -> created(sink, start)));
    }

    /** Moves a sink to the position that it has taken everything up to; false where somebody else moved it meanwhile. */
    Mono<Boolean> moveTo(String sink, SinkState before, long position) {
        return database.write(() -> jdbc.sql("update sink_state set position = :position, attempted = 0, failures = 0,"
                                + " failing_since = null, next_attempt = null, parked = false, failure = null"
                                + " where sink = :sink and position = :before")
                        .param("position", position)
                        .param("sink", sink)
                        .param("before", before.position())
                        .update()
                == 1);
    }

    /** Writes down a failure; false where somebody else moved or failed meanwhile. */
    Mono<Boolean> recordFailure(String sink, SinkState before, SinkState after) {
        return database.write(() -> jdbc.sql(
                                "update sink_state set attempted = :attempted, failures = :failures,"
                                        + " failing_since = :failingSince, next_attempt = :nextAttempt, parked = :parked,"
                                        + " failure = :failure where sink = :sink and position = :before and failures = :failed")
                        .param("attempted", after.attempted())
                        .param("failures", after.failures())
                        .param("failingSince", atUtc(after.failingSince()))
                        .param("nextAttempt", atUtc(after.nextAttempt()))
                        .param("parked", after.parked())
                        .param("failure", shortened(after.failure()))
                        .param("sink", sink)
                        .param("before", before.position())
                        .param("failed", before.failures())
                        .update()
                == 1);
    }

    /** Lets a sink try again at once, its failures forgotten; false where it was not parked. */
    Mono<Boolean> resume(String sink) {
        return database.write(() -> jdbc.sql("update sink_state set parked = false, failures = 0, failing_since = null,"
                                + " next_attempt = null where sink = :sink and parked = true")
                        .param("sink", sink)
                        .update()
                == 1);
    }

    Mono<Boolean> isParked(String sink) {
        return database.read(() -> found(sink).map(SinkState::parked).orElse(false));
    }

    /**
     * How many events a sink has not taken yet. For one that takes the created incidents of all instances it is the span of
     * the positions, which have no gaps, less the few of other kinds: nothing is counted that there are many of.
     */
    Mono<Long> backlog(SinkState state, EventFilter filter) {
        long after = state.position();
        return database.read(() -> filter.instance() == null && filter.kinds().contains(EventKind.CREATED)
                ? countOfAll(after) - countOf(filter.unwantedKinds(), null, after)
                : countOf(filter.kinds(), filter.instance(), after));
    }

    /** The beginning of the log may be forgotten. */
    private long countOfAll(long after) {
        return jdbc.sql(
                        "select log.position - greatest(:after, coalesce((select min(position) - 1 from event), log.position))"
                                + " from last_position log")
                .param("after", after)
                .query(Long.class)
                .single();
    }

    /** Kind by kind: for several at once, H2 searches its indexes without the position. */
    private long countOf(Collection<EventKind> kinds, @Nullable String instance, long after) {
        return kinds.stream()
                .mapToLong(kind -> jdbc.sql("select count(*) from event where kind = :kind and position > :after"
                                + (instance == null ? "" : " and instance = :instance"))
                        .param("kind", kind.text())
                        .param("after", after)
                        .params(instance == null ? Map.of() : Map.of("instance", instance))
                        .query(Long.class)
                        .single())
                .sum();
    }

    private SinkState created(String sink, Start start) {
        try {
            jdbc.sql("insert into sink_state (sink, position, attempted, failures, parked) values (:sink, "
                            + position(start) + ", 0, 0, false)")
                    .param("sink", sink)
                    .update();
        } catch (DuplicateKeyException anotherConnectorWasQuicker) {
            log.debug("Sink {} was created meanwhile", sink);
        }
        return found(sink).orElseThrow();
    }

    private static String position(Start start) {
        String last = "(select position from last_position)";
        return start == Start.NOW
                ? last
                : "coalesce((select position - 1 from event where document is not null order by position"
                        + " fetch first 1 row only), " + last + ")";
    }

    private Optional<SinkState> found(String sink) {
        return jdbc.sql("select * from sink_state where sink = :sink")
                .param("sink", sink)
                .query((row, number) -> state(row))
                .optional();
    }

    private static SinkState state(ResultSet row) throws SQLException {
        return new SinkState(
                row.getLong("position"),
                row.getLong("attempted"),
                row.getInt("failures"),
                instant(row, "failing_since"),
                instant(row, "next_attempt"),
                row.getBoolean("parked"),
                row.getString("failure"));
    }

    private static @Nullable String shortened(@Nullable String failure) {
        return failure == null ? null : failure.substring(0, Math.min(LONGEST_FAILURE, failure.length()));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime atUtc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
