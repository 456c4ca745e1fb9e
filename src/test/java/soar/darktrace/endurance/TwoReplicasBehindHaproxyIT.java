package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same with a real proxy, as {@code deploy/haproxy.cfg} sets it up. */
@Tag("endurance")
@Tag("at-length")
class TwoReplicasBehindHaproxyIT extends TwoReplicasIT {

    private static final String SESSION = "Mcp-Session-Id";
    private static final String BOTH = "application/json, text/event-stream";

    /** It lives in one replica. */
    @Test
    @Order(6)
    void theSessionOfAnAssistantStaysWhereItBegan() throws IOException, InterruptedException {
        String session = mcp("""
                {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18",
                 "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}""", "Accept", BOTH).headers().firstValue(SESSION).orElseThrow();

        for (int i = 0; i < 4; i++) {
            assertThat(mcp(
                                    "{\"jsonrpc\": \"2.0\", \"id\": 2, \"method\": \"tools/list\"}",
                                    "Accept",
                                    BOTH,
                                    SESSION,
                                    session)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private HttpResponse<String> mcp(String message, String... headers) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/mcp"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + key())
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    ReplicaProxy proxy(Surroundings around, String first, String second) {
        return Haproxy.before(around.directory, first, second);
    }
}
