package soar.darktrace.incident;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import soar.darktrace.store.Database;

/**
 * The table of incidents, which says no more than that one exists: that is what keeps it from coming into being twice. Its
 * writers must hold the lock of {@link EventTable#lockLastPosition}.
 */
final class IncidentTable {

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    IncidentTable(Database database) {
        this.template = database.template();
        this.jdbc = database.jdbc();
    }

    /** Adds those that are new; returns their events. */
    List<NewEvent> add(List<NewEvent> events, Instant now) {
        Set<Key> known = known(events);
        List<NewEvent> added = new ArrayList<>();
        List<NewEvent> listedAgain = new ArrayList<>();
        events.forEach(event -> (known.add(Key.of(event)) ? added : listedAgain).add(event));
        insert(added, now);
        listAgain(listedAgain);
        return added;
    }

    /** Those of incidents that exist. */
    List<NewEvent> existing(List<NewEvent> events) {
        Set<Key> known = known(events);
        return events.stream().filter(event -> known.contains(Key.of(event))).toList();
    }

    Map<String, Long> createdSince(String instance, String source, long from, int most) {
        Map<String, Long> created = new HashMap<>();
        jdbc.sql("select external_id, created from incident"
                        + " where instance = :instance and source = :source and created >= :from"
                        + " order by created fetch first :most rows only")
                .param("instance", instance)
                .param("source", source)
                .param("from", from)
                .param("most", most)
                .query(row -> {
                    created.put(row.getString("external_id"), row.getLong("created"));
                });
        return created;
    }

    long count(String instance, String source) {
        return jdbc.sql("select count(*) from incident where instance = :instance and source = :source")
                .param("instance", instance)
                .param("source", source)
                .query(Long.class)
                .single();
    }

    private record Key(String instance, String source, String externalId) {

        static Key of(NewEvent event) {
            Incident incident = event.incident();
            return new Key(incident.instance(), incident.source(), incident.externalId());
        }
    }

    /**
     * What is stored together is of one source of one instance as a rule, so that this is one query. With {@code in} or
     * {@code any}, H2 would compare each incident of the source with each ID; so it looks each ID up.
     */
    private Set<Key> known(List<NewEvent> events) {
        Map<List<String>, Set<String>> ids = events.stream()
                .map(NewEvent::incident)
                .collect(Collectors.groupingBy(
                        incident -> List.of(incident.instance(), incident.source()),
                        LinkedHashMap::new,
                        Collectors.mapping(Incident::externalId, Collectors.toSet())));
        Set<Key> known = new HashSet<>();
        ids.forEach((of, externalIds) -> jdbc.sql("select id from unnest(cast(:ids as varchar(100) array)) asked(id)"
                        + " where exists (select 1 from incident"
                        + " where instance = :instance and source = :source and external_id = asked.id)")
                .param("instance", of.get(0))
                .param("source", of.get(1))
                .param("ids", externalIds.toArray(String[]::new))
                .query(String.class)
                .list()
                .forEach(id -> known.add(new Key(of.get(0), of.get(1), id))));
        return known;
    }

    private void insert(List<NewEvent> events, Instant now) {
        if (!events.isEmpty()) {
            template.batchUpdate(
                    "insert into incident (instance, source, external_id, created, stored) values (?, ?, ?, ?, ?)",
                    events.stream()
                            .map(NewEvent::incident)
                            .map(incident -> new Object[] {
                                incident.instance(),
                                incident.source(),
                                incident.externalId(),
                                incident.created(),
                                now.atOffset(ZoneOffset.UTC)
                            })
                            .toList());
        }
    }

    /** The next fetch must know it as seen, or would spend itself on the same items again. */
    private void listAgain(List<NewEvent> events) {
        if (!events.isEmpty()) {
            template.batchUpdate(
                    "update incident set created = ?"
                            + " where instance = ? and source = ? and external_id = ? and created < ?",
                    events.stream()
                            .map(NewEvent::incident)
                            .map(incident -> new Object[] {
                                incident.created(),
                                incident.instance(),
                                incident.source(),
                                incident.externalId(),
                                incident.created()
                            })
                            .toList());
        }
    }
}
