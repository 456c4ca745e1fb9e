package soar.darktrace.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.RowMapper;
import soar.darktrace.TestClock;
import soar.darktrace.TestDatabase;
import soar.darktrace.store.Database;
import tools.jackson.databind.node.JsonNodeFactory;

class EventTableTest {

    private final HikariDataSource source = TestDatabase.H2_FILE.create();

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void whatIsLeftIsReadWhereTheFirstEventsAreCleanedUpMeanwhile() {
        StoredIncidents.add(StoredIncidents.store(source, new TestClock()), "main", 1, 2, 3, 4);
        EventTable events = new EventTable(new Database(new CleanedUpAfterTheFirstQuery(source), Database.PATIENCE));

        EventPage page = events.read(0, 2, 1_000_000, EventFilter.created(null));

        assertThat(page.events()).extracting(IncidentEvent::position).containsExactly(3L, 4L);
        assertThat(page.mayBeMore()).isTrue();
    }

    @Test
    void theNewestAreTheLastOnesThatFit() {
        IncidentStore store = StoredIncidents.store(source, new TestClock());
        StoredIncidents.add(store, "main", 1, 2, 3);
        StoredIncidents.add(store, "lab", 4);
        StoredIncidents.append(store, "main", 1, EventKind.CLOSED, JsonNodeFactory.instance.objectNode());
        EventTable events = new EventTable(StoredIncidents.database(source));
        EventFilter ofMain = EventFilter.created("main");

        assertThat(events.newest(ofMain, 2, 1_000_000))
                .extracting(IncidentEvent::externalId)
                .containsExactly("2", "3");
        assertThat(events.newest(ofMain, 10, 1_000_000)).hasSize(3);
        assertThat(events.newest(ofMain, 10, 1))
                .extracting(IncidentEvent::externalId)
                .containsExactly("3");
        assertThat(events.newest(EventFilter.created("other"), 10, 1)).isEmpty();
    }

    /** Cleans up the first two events when the next ones have been chosen, and before their documents are read. */
    private static final class CleanedUpAfterTheFirstQuery extends JdbcTemplate {

        private final AtomicBoolean isCleanedUp = new AtomicBoolean();

        CleanedUpAfterTheFirstQuery(HikariDataSource source) {
            super(source);
        }

        @Override
        public <T extends @Nullable Object> List<T> query(PreparedStatementCreator statement, RowMapper<T> row) {
            List<T> rows = super.query(statement, row);
            if (!isCleanedUp.getAndSet(true)) {
                update("update event set document = null, size = null where position <= 2");
            }
            return rows;
        }
    }
}
