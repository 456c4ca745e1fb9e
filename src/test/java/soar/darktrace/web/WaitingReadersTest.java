package soar.darktrace.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import soar.darktrace.FetchingConnectorTest;
import soar.darktrace.RawConnection;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.StoredIncidents;

/** Many readers who wait for the same incident: what they cost while there is none, and when it comes. */
@FetchingConnectorTest
class WaitingReadersTest {

    private static final int STREAMS = 200;
    private static final int POLLS = 200;
    private static final int PBID = 7_000_000;
    private static final String OF_PAGES = "%select * from (%events order by position%";
    private static final String OF_POSITIONS = "select position from last_position";

    @LocalServerPort
    int port;

    @Autowired
    IncidentStore store;

    @Autowired
    JdbcClient rows;

    private final List<RawConnection> streams = new ArrayList<>();
    private final List<RawConnection> polls = new ArrayList<>();

    @BeforeEach
    void startWaiting() throws IOException {
        String end = new Cursor(Objects.requireNonNull(store.lastPosition().block())).text();
        for (int i = 0; i < STREAMS; i++) {
            streams.add(sent("/api/v1/incidents/stream?after=" + end));
        }
        for (RawConnection stream : streams) {
            assertThat(stream.firstBytes(12)).isEqualTo("HTTP/1.1 200");
        }
        for (int i = 0; i < POLLS; i++) {
            polls.add(sent("/api/v1/incidents?wait=60s&after=" + end));
        }
    }

    @AfterEach
    void leave() throws IOException {
        rows.sql("set query_statistics false").update();
        for (RawConnection reader : streams) {
            reader.close();
        }
        for (RawConnection reader : polls) {
            reader.close();
        }
    }

    @Test
    void theyAskForNothingUntilItComesAndThenForTheSamePageTogether() throws IOException {
        rows.sql("set query_statistics true").update();
        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(10)).until(() -> executions(OF_PAGES) == 0);

        assertThat(executions(OF_POSITIONS)).isBetween(1L, 12L);

        StoredIncidents.add(store, "main", PBID);

        for (RawConnection poll : polls) {
            assertThat(poll.answer(false).json().path("incidents"))
                    .singleElement()
                    .satisfies(incident ->
                            assertThat(incident.path("dbotMirrorId").asString()).isEqualTo("main:" + PBID));
        }
        for (RawConnection stream : streams) {
            assertThat(stream.textUntil("\"dbotMirrorId\":\"main:" + PBID + '"'))
                    .contains("event:incident");
        }
        assertThat(executions(OF_PAGES)).isBetween(1L, (STREAMS + POLLS) / 4L);
    }

    private RawConnection sent(String path) throws IOException {
        RawConnection reader = new RawConnection(port);
        reader.send(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII));
        return reader;
    }

    private long executions(String statement) {
        return rows.sql("select coalesce(sum(execution_count), 0) from information_schema.query_statistics"
                        + " where lower(sql_statement) like :statement")
                .param("statement", statement)
                .query(Long.class)
                .single();
    }
}
