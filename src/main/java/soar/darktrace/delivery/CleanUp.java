package soar.darktrace.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;
import soar.darktrace.incident.EventKind;
import soar.darktrace.store.Database;
import soar.darktrace.store.Lease;

/**
 * Removes the documents that are older than the retention and were taken by every configured sink that they are for. That
 * the incident exists is remembered for as long as Darktrace might list it again, so that it never becomes a second one.
 */
class CleanUp {

    /** Darktrace answers for the last year; a little more, for clocks and late creation. */
    private static final Duration FORGET_AFTER = Duration.ofDays(400);

    /** In portions, so that no transaction holds back the storing of new incidents for long. */
    private static final int PORTION = 1000;

    private static final Logger log = LoggerFactory.getLogger(CleanUp.class);

    private final Database database;
    private final JdbcClient jdbc;
    private final DeliverySettings settings;
    private final Lease lease;
    private final Clock clock;

    CleanUp(Database database, DeliverySettings settings, Lease lease, Clock clock) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.settings = settings;
        this.lease = lease;
        this.clock = clock;
    }

    /** Of several connectors on the same database, one cleans up at a time. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    Mono<Void> hourly() {
        return lease.holding("clean-up", run());
    }

    /** Cleans up once. */
    Mono<Void> run() {
        return database.<Void>writeAtLength(() -> {
            int documents = removeDocuments();
            int forgotten = forget();
            if (documents + forgotten > 0) {
                log.info(
                        "Removed the documents of {} events, and forgot {} incidents that are long gone",
                        documents,
                        forgotten);
            }
            return null;
        });
    }

    private int removeDocuments() {
        OffsetDateTime before = before(settings.retention());
        Map<String, Object> parameters = new HashMap<>();
        String taken = taken(parameters);
        long from = 0;
        long upTo = lastStored(before);
        int removed = 0;
        List<Long> portion;
        do {
            portion = jdbc.sql("select position from event where position > :from and position <= :upTo"
                            + " and stored < :before and document is not null" + taken
                            + " order by position fetch first :portion rows only")
                    .param("from", from)
                    .param("upTo", upTo)
                    .param("before", before)
                    .param("portion", PORTION)
                    .params(parameters)
                    .query(Long.class)
                    .list();
            removed += removeDocuments(portion);
            from = portion.isEmpty() ? upTo : portion.get(portion.size() - 1);
        } while (portion.size() == PORTION);
        return removed;
    }

    /** Keeps the search from reading the documents that stay, which are many. */
    private long lastStored(OffsetDateTime before) {
        return jdbc.sql("select coalesce(max(position), 0) from event where stored < :before")
                .param("before", before)
                .query(Long.class)
                .single();
    }

    private int removeDocuments(List<Long> positions) {
        return positions.isEmpty()
                ? 0
                : jdbc.sql("update event set document = null, size = null where position in (:positions)")
                        .param("positions", positions)
                        .update();
    }

    /** A condition for each configured sink; positions of others do not count, and one that never ran took nothing. */
    private String taken(Map<String, Object> parameters) {
        Map<String, Long> positions = new HashMap<>();
        jdbc.sql("select sink, position from sink_state").query(row -> {
            positions.put(row.getString("sink"), row.getLong("position"));
        });
        StringBuilder conditions = new StringBuilder();
        settings.sinks().forEach((name, sink) -> {
            int number = parameters.size();
            parameters.put("position" + number, positions.getOrDefault(name, 0L));
            conditions.append(" and (position <= :position").append(number);
            if (sink.instance() != null) {
                parameters.put("instance" + number, sink.instance());
                conditions.append(" or instance <> :instance").append(number);
            }
            List<String> unwanted =
                    sink.filter().unwantedKinds().stream().map(EventKind::text).toList();
            if (!unwanted.isEmpty()) {
                parameters.put("unwanted" + number, unwanted);
                conditions.append(" or kind in (:unwanted").append(number).append(')');
            }
            conditions.append(')');
        });
        return conditions.toString();
    }

    /**
     * An incident that something happened to of late is not forgotten. The log is forgotten from its beginning on: readers
     * are told that something is missing by its first position, and could not see a hole in it.
     */
    private int forget() {
        OffsetDateTime before = before(FORGET_AFTER);
        jdbc.sql("delete from event where position < coalesce("
                        + "(select position from event where document is not null or stored >= :before"
                        + " order by position fetch first 1 row only),"
                        + " (select position + 1 from last_position))")
                .param("before", before)
                .update();
        return jdbc.sql("delete from incident where stored < :before and not exists (select 1 from event"
                        + " where event.instance = incident.instance and event.source = incident.source"
                        + " and event.external_id = incident.external_id)")
                .param("before", before)
                .update();
    }

    private OffsetDateTime before(Duration age) {
        Instant time = clock.instant().minus(age);
        return time.atOffset(ZoneOffset.UTC);
    }
}
