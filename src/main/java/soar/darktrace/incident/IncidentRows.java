package soar.darktrace.incident;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The table of incidents. Its writers must hold the lock that {@link IncidentStore} takes. */
final class IncidentRows {

    private final JdbcClient jdbc;
    private final Clock clock;

    IncidentRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds those that are new after the last position; returns how many these were. */
    int add(String instance, List<Incident> incidents, long lastPosition) {
        Set<String> known = known(instance, incidents);
        long position = lastPosition;
        for (Incident incident : incidents) {
            if (known.add(incident.pbid())) {
                position++;
                insert(instance, incident, position);
            } else {
                listedAgain(instance, incident);
            }
        }
        jdbc.sql("update last_position set position = :position")
                .param("position", position)
                .update();
        return (int) (position - lastPosition);
    }

    Map<String, Long> createdSince(String instance, long from, int most) {
        Map<String, Long> created = new HashMap<>();
        jdbc.sql("select pbid, created from incident where instance = :instance and created >= :from"
                        + " order by created fetch first :most rows only")
                .param("instance", instance)
                .param("from", from)
                .param("most", most)
                .query(row -> {
                    created.put(row.getString("pbid"), row.getLong("created"));
                });
        return created;
    }

    long count(String instance) {
        return jdbc.sql("select count(*) from incident where instance = :instance")
                .param("instance", instance)
                .query(Long.class)
                .single();
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

    List<StoredIncident> after(long position, int limit, @Nullable String instance) {
        return jdbc.sql("select position, instance, pbid, document from incident"
                        + " where position > :position and document is not null" + of(instance)
                        + " order by position fetch first :limit rows only")
                .param("position", position)
                .param("limit", limit)
                .params(instance == null ? Map.of() : Map.of("instance", instance))
                .query((row, number) -> new StoredIncident(
                        row.getLong("position"),
                        row.getString("instance"),
                        row.getString("pbid"),
                        JsonMapper.shared().readTree(row.getString("document"))))
                .list();
    }

    boolean isCleanedUp(long after, long upTo, @Nullable String instance) {
        long first = jdbc.sql("select coalesce(min(position), (select position + 1 from last_position)) from incident")
                .query(Long.class)
                .single();
        long without = jdbc.sql("select count(*) from incident where position > :after and position <= :upTo"
                        + " and document is null" + of(instance))
                .param("after", after)
                .param("upTo", upTo)
                .params(instance == null ? Map.of() : Map.of("instance", instance))
                .query(Long.class)
                .single();
        return first > after + 1 || without > 0;
    }

    private static String of(@Nullable String instance) {
        return instance == null ? "" : " and instance = :instance";
    }

    private Set<String> known(String instance, List<Incident> incidents) {
        if (incidents.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("select pbid from incident where instance = :instance and pbid in (:pbids)")
                .param("instance", instance)
                .param("pbids", incidents.stream().map(Incident::pbid).toList())
                .query(String.class)
                .list());
    }

    private void insert(String instance, Incident incident, long position) {
        jdbc.sql("insert into incident (position, instance, pbid, created, stored, document)"
                        + " values (:position, :instance, :pbid, :created, :stored, :document)")
                .param("position", position)
                .param("instance", instance)
                .param("pbid", incident.pbid())
                .param("created", incident.created())
                .param("stored", clock.instant().atOffset(ZoneOffset.UTC))
                .param("document", Incident.json(incident.document()))
                .update();
    }

    /** The next step must know it as seen, or would spend itself on the same breaches again. */
    private void listedAgain(String instance, Incident incident) {
        jdbc.sql("update incident set created = :created"
                        + " where instance = :instance and pbid = :pbid and created < :created")
                .param("instance", instance)
                .param("pbid", incident.pbid())
                .param("created", incident.created())
                .update();
    }
}
