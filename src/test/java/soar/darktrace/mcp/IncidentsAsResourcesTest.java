package soar.darktrace.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.SubscribeRequest;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.StoredIncidents;

/** Incidents as resources: listed, read and followed. */
class IncidentsAsResourcesTest extends AssistantTest {

    @Autowired
    IncidentStore store;

    @Test
    void theNewestOfTheCallersInstancesAreListedAndRead() {
        StoredIncidents.add(store, "main", 2001, 2002);
        StoredIncidents.add(store, "lab", 2003);
        McpSyncClient client = client("laboratory");

        assertThat(client("reader").listResources().resources())
                .extracting(Resource::uri)
                .contains(
                        "darktrace://incidents",
                        "darktrace://incidents/main/breach/2001",
                        "darktrace://incidents/lab/breach/2003");
        assertThat(client.listResources().resources())
                .extracting(Resource::uri)
                .contains("darktrace://incidents/lab/breach/2003")
                .noneMatch(uri -> uri.contains("main"));
        assertThat(read(client, "darktrace://incidents/lab/breach/2003"))
                .contains("--- data ", "Model Breach #2003", "\"pbid\" : 2003");
        assertThat(read(client, "darktrace://incidents"))
                .contains("lab/breach/2003")
                .doesNotContain("main");
    }

    @Test
    void whatIsNotTheCallersOrDoesNotExistIsRefused() {
        StoredIncidents.add(store, "main", 2004);
        McpSyncClient client = client("laboratory");

        assertThatThrownBy(() -> read(client, "darktrace://incidents/main/breach/2004"))
                .hasMessageContaining("instances of laboratory");
        assertThatThrownBy(() ->
                        client.subscribeResource(new SubscribeRequest("darktrace://incidents/main/breach/2004", null)))
                .hasMessageContaining("instances of laboratory");
        assertThatThrownBy(() -> read(client, "darktrace://incidents/lab/breach/1"))
                .hasMessageContaining("no resource");
        assertThatThrownBy(() -> read(client, "file:///etc/passwd")).hasMessageContaining("no resource");
    }

    @Test
    void whoeverFollowsAnIncidentHearsWhenItChanges() throws InterruptedException {
        StoredIncidents.add(store, "main", 2005, 2006);
        McpSyncClient client = client("reader");
        client.subscribeResource(new SubscribeRequest("darktrace://incidents/main/breach/2005", null));

        StoredIncidents.append(store, "main", 2006, EventKind.CLOSED, JSON.createObjectNode());
        StoredIncidents.append(store, "main", 2005, EventKind.CHANGED, JSON.createObjectNode());

        assertThat(updates.poll(30, TimeUnit.SECONDS)).isEqualTo("darktrace://incidents/main/breach/2005");
        client.subscribeResource(new SubscribeRequest("darktrace://incidents", null));
        StoredIncidents.add(store, "lab", 2007);
        assertThat(updates.poll(30, TimeUnit.SECONDS)).isEqualTo("darktrace://incidents");
        assertThat(updates).isEmpty();
    }

    private static String read(McpSyncClient client, String uri) {
        return ((TextResourceContents) client.readResource(new ReadResourceRequest(uri, null))
                        .contents()
                        .get(0))
                .text();
    }
}
