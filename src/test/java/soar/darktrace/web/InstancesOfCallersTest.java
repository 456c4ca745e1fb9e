package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import soar.darktrace.ConnectorTest;
import soar.darktrace.RawConnection;
import soar.darktrace.RawConnection.Answer;
import soar.darktrace.access.ApiKey;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.StoredIncidents;

/** A caller with some of the instances reads the incidents of these alone, and learns of no other one. */
@ConnectorTest
@TestPropertySource(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:instances-of-callers;DB_CLOSE_DELAY=-1",
            "darktrace.instances.lab.url=http://127.0.0.1:1",
            "darktrace.instances.lab.public-api-token=a",
            "darktrace.instances.lab.private-api-token=b",
            "connector.api-keys.laboratory.roles=read",
            "connector.api-keys.laboratory.instances=lab*",
            "connector.api-keys.soc.roles=read"
        })
class InstancesOfCallersTest {

    private static final ApiKey ofLaboratory = ApiKey.generate();
    private static final ApiKey ofSoc = ApiKey.generate();

    @LocalServerPort
    int port;

    @Autowired
    IncidentStore store;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry properties) {
        properties.add("connector.api-keys.laboratory.hash", ofLaboratory::hash);
        properties.add("connector.api-keys.soc.hash", ofSoc::hash);
    }

    @BeforeEach
    void store() {
        StoredIncidents.add(store, "main", 95);
        StoredIncidents.add(store, "lab", 96);
    }

    @Test
    void incidentsOfOtherInstancesAreNotRead() throws IOException {
        assertForbidden(get("/api/v1/incidents", ofLaboratory));
        assertForbidden(get("/api/v1/incidents?instance=main", ofLaboratory));
        assertForbidden(get("/api/v1/incidents/stream", ofLaboratory));

        assertThat(get("/api/v1/incidents?instance=lab", ofLaboratory).text())
                .contains("lab:96")
                .doesNotContain("main:95");
        assertThat(get("/api/v1/incidents", ofSoc).text()).contains("lab:96", "main:95");
    }

    @Test
    void otherInstancesAreNotNamed() throws IOException {
        Answer unnamed = command("", ofLaboratory);
        Answer unknown = command(", \"instance\": \"lab2\"", ofLaboratory);

        assertThat(unnamed.json().path("instance").asString("")).isEqualTo("lab");
        assertThat(unknown.json().path("code").asString("")).isEqualTo("unknown_instance");
        assertThat(unknown.text()).doesNotContain("main");
    }

    private static void assertForbidden(Answer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("code").asString("")).isEqualTo("forbidden");
    }

    private Answer get(String path, ApiKey key) throws IOException {
        return RawConnection.answerTo(
                port,
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key.value() + "\r\n\r\n");
    }

    private Answer command(String instance, ApiKey key) throws IOException {
        String body = "{\"args\": {\"pbid\": \"95\"}" + instance + "}";
        return RawConnection.answerTo(
                port,
                "POST /api/v1/commands/darktrace-get-breach HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + key.value() + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body);
    }
}
