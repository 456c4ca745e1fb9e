package soar.darktrace.incident;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import reactor.core.publisher.Mono;
import soar.darktrace.store.Database;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks up what happened to incidents after they were created. Documents are not read, which may be cleaned up. */
public final class IncidentHistory {

    private static final String LATER = "'" + EventKind.CHANGED.text() + "', '" + EventKind.CLOSED.text() + "'";

    private final Database database;
    private final JdbcClient jdbc;

    IncidentHistory(Database database) {
        this.database = database;
        this.jdbc = database.jdbc();
    }

    /**
     * An incident that something happened to.
     *
     * @param position of the event
     */
    public record Touched(long position, String source, String externalId) {}

    /**
     * Something that happened to an incident.
     *
     * @param changes what changed, by name
     */
    public record Happened(EventKind kind, JsonNode changes) {}

    /** The position before the first event that was stored at this time or later. */
    public Mono<Long> positionBefore(Instant time) {
        return database.read(() -> jdbc.sql("select coalesce((select position - 1 from event where stored >= :time"
                        + " order by stored, position fetch first 1 row only), (select position from last_position))")
                .param("time", at(time))
                .query(Long.class)
                .single());
    }

    /** The position of the event that was stored last. */
    public Mono<Long> lastPosition() {
        return database.read(() ->
                jdbc.sql("select position from last_position").query(Long.class).single());
    }

    /** The incidents of an instance to which something happened after a position, in order; so many at most. */
    public Mono<List<Touched>> touched(String instance, long after, int most) {
        return database.read(() -> jdbc.sql("select position, source, external_id from event"
                        + " where instance = :instance and position > :after and kind in (" + LATER + ")"
                        + " order by position fetch first :most rows only")
                .param("instance", instance)
                .param("after", after)
                .param("most", most)
                .query((row, number) ->
                        new Touched(row.getLong("position"), row.getString("source"), row.getString("external_id")))
                .list());
    }

    /** What happened to an incident after a time, in order; of more than so many the latest. */
    public Mono<List<Happened>> happened(String instance, String source, String externalId, Instant after, int most) {
        return database.read(() -> jdbc.sql("select kind, changes from (select kind, changes, position from event"
                        + " where instance = :instance and source = :source and external_id = :id"
                        + " and stored > :after and kind in (" + LATER + ")"
                        + " order by position desc fetch first :most rows only) latest order by position")
                .param("instance", instance)
                .param("source", source)
                .param("id", externalId)
                .param("after", at(after))
                .param("most", most)
                .query((row, number) -> new Happened(
                        EventKind.of(row.getString("kind")).orElseThrow(),
                        JsonMapper.shared().readTree(row.getString("changes"))))
                .list());
    }

    /** Whether there is such an incident. */
    public Mono<Boolean> exists(String instance, String source, String externalId) {
        return database.read(() -> jdbc.sql("select count(*) from incident"
                                + " where instance = :instance and source = :source and external_id = :id")
                        .param("instance", instance)
                        .param("source", source)
                        .param("id", externalId)
                        .query(Long.class)
                        .single()
                > 0);
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
