package soar.darktrace.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import soar.darktrace.store.Database;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is known of incidents that grow: their state, their other IDs, and what belongs to them. Writers must hold the lock of
 * {@link EventTable#lockLastPosition}.
 */
final class GrowthTable {

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    GrowthTable(Database database) {
        this.template = database.template();
        this.jdbc = database.jdbc();
    }

    /** The incidents that answer for IDs, by these; the same object for each ID of one. */
    Map<String, Living> living(String instance, String source, Collection<String> ids) {
        Map<String, Living> byOwnId = new HashMap<>();
        Map<String, Living> living = new HashMap<>();
        // Outer joins, so that H2 begins with the IDs and looks each one up.
        jdbc.sql("select asked.id as asked, i.external_id, i.begun, i.known_as, i.fingerprint"
                        + " from unnest(cast(:ids as varchar(100) array)) asked(id)"
                        + " left join incident_other_id o on o.instance = :instance and o.source = :source"
                        + " and o.other_id = asked.id"
                        + " left join incident i on i.instance = :instance and i.source = :source"
                        + " and i.external_id = coalesce(o.external_id, asked.id)")
                .param("instance", instance)
                .param("source", source)
                .param("ids", ids.toArray(String[]::new))
                .query(row -> {
                    if (row.getString("fingerprint") != null) {
                        Living found = living(row);
                        living.put(row.getString("asked"), byOwnId.computeIfAbsent(found.externalId, absent -> found));
                    }
                });
        return living;
    }

    private static Living living(ResultSet row) throws SQLException {
        return new Living(
                row.getString("external_id"),
                row.getLong("begun"),
                row.getString("known_as"),
                row.getString("fingerprint"));
    }

    /** What is followed of an incident, as it was last. */
    JsonNode state(String instance, String source, String externalId) {
        return JsonMapper.shared()
                .readTree(jdbc.sql("select state from incident where instance = :instance and source = :source"
                                + " and external_id = :id")
                        .param("instance", instance)
                        .param("source", source)
                        .param("id", externalId)
                        .query(String.class)
                        .single());
    }

    void insert(Map<Incident, Living> begun, Instant now) {
        batch(
                "insert into incident"
                        + " (instance, source, external_id, created, stored, begun, known_as, fingerprint, state)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                begun.entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue(), now))
                        .toList());
    }

    private static Object[] row(Incident incident, Living living, Instant now) {
        return new Object[] {
            incident.instance(),
            incident.source(),
            incident.externalId(),
            incident.created(),
            now.atOffset(ZoneOffset.UTC),
            living.begun,
            living.knownAs,
            living.fingerprint,
            living.state
        };
    }

    void update(String instance, String source, Collection<Living> changed) {
        batch(
                "update incident set known_as = ?, fingerprint = ?, state = ?"
                        + " where instance = ? and source = ? and external_id = ?",
                changed.stream()
                        .map(living -> new Object[] {
                            living.knownAs, living.fingerprint, living.state, instance, source, living.externalId
                        })
                        .toList());
    }

    /** From now on these incidents answer for these IDs. */
    void answer(String instance, String source, Map<String, Living> byOtherId) {
        batch(
                "delete from incident_other_id where instance = ? and source = ? and other_id = ?",
                byOtherId.keySet().stream()
                        .map(id -> new Object[] {instance, source, id})
                        .toList());
        batch(
                "insert into incident_other_id (instance, source, other_id, external_id) values (?, ?, ?, ?)",
                byOtherId.entrySet().stream()
                        .map(other -> new Object[] {instance, source, other.getKey(), other.getValue().externalId})
                        .toList());
    }

    /** One incident answers for all that another one did, and has its parts. */
    void takeUp(String instance, String source, String taken, String survivor, String mirrorId) {
        jdbc.sql("update incident_other_id set external_id = :survivor"
                        + " where instance = :instance and source = :source and external_id = :taken")
                .param("survivor", survivor)
                .param("instance", instance)
                .param("source", source)
                .param("taken", taken)
                .update();
        jdbc.sql("update incident_part set external_id = :survivor, mirror_id = :mirrorId"
                        + " where instance = :instance and source = :source and external_id = :taken")
                .param("survivor", survivor)
                .param("mirrorId", mirrorId)
                .param("instance", instance)
                .param("source", source)
                .param("taken", taken)
                .update();
    }

    /** Writes down that these belong to an incident. */
    void insertParts(Incident whole, String externalId, String mirrorId, Collection<Part> parts) {
        batch(
                "insert into incident_part (instance, part_source, part_id, source, external_id, mirror_id)"
                        + " values (?, ?, ?, ?, ?, ?)",
                parts.stream()
                        .map(part -> new Object[] {
                            whole.instance(), part.source(), part.externalId(), whole.source(), externalId, mirrorId
                        })
                        .toList());
    }

    /** The {@code dbotMirrorId} of the incident that something belongs to, by the ID of what does. */
    Map<String, String> wholes(String instance, String partSource, Collection<String> partIds) {
        Map<String, String> wholes = new HashMap<>();
        jdbc.sql("select asked.id as asked, p.mirror_id from unnest(cast(:ids as varchar(100) array)) asked(id)"
                        + " left join incident_part p on p.instance = :instance and p.part_source = :source"
                        + " and p.part_id = asked.id")
                .param("instance", instance)
                .param("source", partSource)
                .param("ids", partIds.toArray(String[]::new))
                .query(row -> {
                    String mirrorId = row.getString("mirror_id");
                    if (mirrorId != null) {
                        wholes.put(row.getString("asked"), mirrorId);
                    }
                });
        return wholes;
    }

    private void batch(String sql, List<Object[]> rows) {
        if (!rows.isEmpty()) {
            template.batchUpdate(sql, rows);
        }
    }
}
