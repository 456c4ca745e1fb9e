package soar.darktrace.mcp;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.TestClock;
import soar.darktrace.access.ApiKey;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connector with assistants switched on, and clients of it; all such tests share one. */
@ConnectorTest
@TestPropertySource(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:assistants;DB_CLOSE_DELAY=-1",
            "darktrace.instances.lab.url=http://127.0.0.1:1",
            "darktrace.instances.lab.public-api-token=a",
            "darktrace.instances.lab.private-api-token=b",
            "connector.mcp.enabled=true",
            "connector.mcp.unasked-callers=night-*",
            "connector.limits.streams-per-caller=5",
            // The tests together are quicker than one assistant may be.
            "connector.limits.requests-per-second-per-caller=1000",
            "connector.api-keys.reader.roles=read",
            "connector.api-keys.other-reader.roles=read",
            "connector.api-keys.listener.roles=read",
            "connector.api-keys.auditor.roles=admin",
            "connector.api-keys.responder.roles=read,write,respond",
            "connector.api-keys.night-watch.roles=read,write,respond",
            "connector.api-keys.writer.roles=read,write",
            "connector.api-keys.laboratory.roles=read,write",
            "connector.api-keys.laboratory.instances=lab*"
        })
abstract class AssistantTest {

    @Autowired
    WebTestClient web;

    static final Map<String, ApiKey> KEYS = Map.of(
            "writer", ApiKey.generate(),
            "listener", ApiKey.generate(),
            "auditor", ApiKey.generate(),
            "reader", ApiKey.generate(),
            "other-reader", ApiKey.generate(),
            "responder", ApiKey.generate(),
            "night-watch", ApiKey.generate(),
            "laboratory", ApiKey.generate());

    static final JsonMapper JSON = JsonMapper.shared();

    @LocalServerPort
    int port;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    /** What clients were told of resources. */
    final LinkedBlockingQueue<String> updates = new LinkedBlockingQueue<>();

    private final List<McpSyncClient> clients = new ArrayList<>();

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry properties) {
        KEYS.forEach((id, key) -> properties.add("connector.api-keys." + id + ".hash", key::hash));
    }

    @BeforeEach
    void reset() {
        clock.reset();
        appliance.reset();
    }

    @AfterEach
    void close() {
        clients.forEach(McpSyncClient::close);
    }

    static String key(String id) {
        ApiKey key = KEYS.get(id);
        return key == null ? ApiKey.generate().value() : key.value();
    }

    /** A client that cannot ask anybody. */
    McpSyncClient client(String caller) {
        return connect(caller, spec -> spec);
    }

    /** A client whose person answers so. */
    McpSyncClient client(String caller, Function<ElicitFormRequest, ElicitResult> person) {
        return connect(caller, spec -> spec.elicitation(person));
    }

    private McpSyncClient connect(String caller, UnaryOperator<McpClient.SyncSpec> with) {
        HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport.builder(
                        "http://127.0.0.1:" + port)
                .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + key(caller)))
                .build();
        McpSyncClient client = with.apply(McpClient.sync(transport)
                        .requestTimeout(Duration.ofSeconds(60))
                        .initializationTimeout(Duration.ofSeconds(60))
                        .resourcesUpdateConsumer(contents -> contents.forEach(content -> updates.add(content.uri()))))
                .build();
        clients.add(client);
        client.initialize();
        return client;
    }

    /** Calls a tool, of the instance {@code main} unless another is named. */
    static CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        Map<String, Object> named = new HashMap<>(Map.of("instance", "main"));
        named.putAll(arguments);
        return client.callTool(new CallToolRequest(tool, named, null));
    }

    static String text(CallToolResult result) {
        return ((TextContent) result.content().get(0)).text();
    }

    static JsonNode structured(CallToolResult result) {
        return JSON.valueToTree(result.structuredContent());
    }

    /** The code of a failure, as the answer has it for programs. */
    static String code(CallToolResult result) {
        return JSON.valueToTree(result.meta())
                .path("soar.darktrace/problem")
                .path("code")
                .asString("");
    }

    /** The rows of the audit, as a filter in a query has them. */
    String audit(String query) {
        return String.valueOf(web.get()
                .uri("/api/v1/audit?" + query)
                .header("Authorization", "Bearer " + key("auditor"))
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
