package soar.darktrace.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import soar.darktrace.store.Database;

/** The log of what happened to incidents, in the order of its positions, which have no gaps. */
final class EventTable {

    /** How many events back the newest are looked for: no index is read from its end. */
    private static final int LOOK_BACK = 2000;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    EventTable(Database database) {
        this.template = database.template();
        this.jdbc = database.jdbc();
    }

    /** Waits for whoever writes, and keeps others from writing until the end of the transaction. */
    long lockLastPosition() {
        return jdbc.sql("select position from last_position for update")
                .query(Long.class)
                .single();
    }

    long lastPosition() {
        return jdbc.sql("select position from last_position").query(Long.class).single();
    }

    /** Appends events after the last position, which the caller has locked. */
    void append(List<NewEvent> events, long lastPosition, Instant now) {
        List<Object[]> rows = new ArrayList<>();
        long position = lastPosition;
        for (NewEvent event : events) {
            position++;
            rows.add(new Object[] {
                position,
                event.id(),
                event.incident().instance(),
                event.incident().source(),
                event.incident().externalId(),
                event.kind().text(),
                now.atOffset(ZoneOffset.UTC),
                event.changes(),
                event.document(),
                event.document().length()
            });
        }
        if (!rows.isEmpty()) {
            template.batchUpdate(
                    "insert into event (position, id, instance, source, external_id, kind, stored, changes, document, size)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    rows);
        }
        // Also where there is nothing to append: whoever wants to know whether the store can be written finds out so.
        jdbc.sql("update last_position set position = :position")
                .param("position", position)
                .update();
    }

    /** The first events after a position: so many, or as many as fit into so many characters, but one or more. */
    EventPage read(long after, int limit, long mostCharacters, EventFilter filter) {
        List<Size> sizes = sizes(after, limit, filter);
        while (!sizes.isEmpty()) {
            int fitting = fitting(sizes, mostCharacters);
            List<IncidentEvent> read = documents(after, sizes.get(fitting - 1).position(), filter);
            if (!read.isEmpty()) {
                return new EventPage(read, fitting < sizes.size() || sizes.size() == limit);
            }
            // All of them were cleaned up meanwhile, but not those behind them.
            sizes = sizes(after, limit, filter);
        }
        return new EventPage(List.of(), false);
    }

    private record Size(long position, int characters) {}

    /** Read from an index alone, and before the documents: a database holds all rows of a result in memory. */
    private List<Size> sizes(long after, int limit, EventFilter filter) {
        return jdbc.sql(ordered("position, size", filter, "", " fetch first :limit rows only"))
                .param("position", after)
                .param("limit", limit)
                .params(parameters(filter.instance()))
                .query((row, number) -> new Size(row.getLong("position"), row.getInt("size")))
                .list();
    }

    private static int fitting(List<Size> sizes, long mostCharacters) {
        long characters = 0;
        for (int i = 0; i < sizes.size(); i++) {
            characters += sizes.get(i).characters();
            if (characters > mostCharacters) {
                return Math.max(1, i);
            }
        }
        return sizes.size();
    }

    private List<IncidentEvent> documents(long after, long upTo, EventFilter filter) {
        return jdbc.sql(ordered(
                        "position, id, instance, source, external_id, kind, changes, document",
                        filter,
                        " and position <= :upTo",
                        ""))
                .param("position", after)
                .param("upTo", upTo)
                .params(parameters(filter.instance()))
                .query((row, number) -> event(row))
                .list();
    }

    /** The last events, the oldest of them first: so many, or as many as fit into so many characters, but one or more. */
    List<IncidentEvent> newest(EventFilter filter, int most, long mostCharacters) {
        List<Size> sizes = sizes(Math.max(0, lastPosition() - LOOK_BACK), LOOK_BACK, filter);
        long characters = 0;
        int first = sizes.size();
        while (first > 0 && sizes.size() - first < most) {
            characters += sizes.get(first - 1).characters();
            if (characters > mostCharacters && first < sizes.size()) {
                break;
            }
            first--;
        }
        return sizes.isEmpty()
                ? List.of()
                : documents(
                        sizes.get(first).position() - 1,
                        sizes.get(sizes.size() - 1).position(),
                        filter);
    }

    /** An incident as it was last; empty where there is none, or its documents were cleaned up. */
    Optional<String> lastDocument(String instance, String source, String externalId) {
        return jdbc.sql("select document from event where instance = :instance and source = :source"
                        + " and external_id = :id and size is not null order by position desc fetch first 1 row only")
                .param("instance", instance)
                .param("source", source)
                .param("id", externalId)
                .query(String.class)
                .optional();
    }

    boolean isCleanedUp(long after, long upTo, EventFilter filter) {
        long first = jdbc.sql("select coalesce(min(position), (select position + 1 from last_position)) from event")
                .query(Long.class)
                .single();
        return first > after + 1
                || filter.kinds().stream().anyMatch(kind -> isCleanedUp(after, upTo, kind, filter.instance()));
    }

    private boolean isCleanedUp(long after, long upTo, EventKind kind, @Nullable String instance) {
        return jdbc.sql("select count(*) from event where position > :after and position <= :upTo and size is null"
                                + condition(kind, instance))
                        .param("after", after)
                        .param("upTo", upTo)
                        .params(parameters(instance))
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static String ordered(String columns, EventFilter filter, String upTo, String first) {
        return filter.kinds().stream()
                .sorted()
                .map(kind -> ofKind(columns, kind, filter.instance(), upTo, first))
                .collect(Collectors.joining(" union all ", "select * from (", ") events order by position" + first));
    }

    /**
     * The next events of one kind, sorted by all columns of the index that has them. Sorted by the position alone, H2 would
     * read the documents of the whole backlog to sort them.
     */
    private static String ofKind(String columns, EventKind kind, @Nullable String instance, String upTo, String first) {
        return "(select " + columns + " from event where position > :position" + upTo + " and size is not null"
                + condition(kind, instance)
                + (instance == null ? " order by kind, position" : " order by instance, kind, position") + first + ")";
    }

    /** Of one kind: for several kinds at once, H2 searches its indexes without the position. */
    private static String condition(EventKind kind, @Nullable String instance) {
        return " and kind = '" + kind.text() + "'" + (instance == null ? "" : " and instance = :instance");
    }

    private static Map<String, Object> parameters(@Nullable String instance) {
        return instance == null ? Map.of() : Map.of("instance", instance);
    }

    private static IncidentEvent event(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        return new IncidentEvent(
                row.getLong("position"),
                row.getString("id"),
                row.getString("instance"),
                row.getString("source"),
                row.getString("external_id"),
                EventKind.of(kind).orElseThrow(() -> new IllegalStateException("The log has an event " + kind)),
                row.getString("changes"),
                row.getString("document"));
    }
}
