package soar.darktrace.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that incidents are posted to, and that remembers every request, those that it refused included. */
final class TestReceiver implements AutoCloseable {

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    TestReceiver() {
        server.start();
        answers(200);
    }

    String url() {
        return server.baseUrl() + "/hook";
    }

    /** From now on it answers this. */
    void answers(int status) {
        answers(aResponse().withStatus(status));
    }

    /** From now on it answers this. */
    void answers(ResponseDefinitionBuilder answer) {
        server.stubFor(any(anyUrl()).willReturn(answer));
    }

    List<LoggedRequest> requests() {
        return server.findAll(WireMock.anyRequestedFor(anyUrl()));
    }

    LoggedRequest lastRequest() {
        List<LoggedRequest> requests = requests();
        return requests.get(requests.size() - 1);
    }

    /** What identifies the incidents of a request. */
    static List<String> ids(LoggedRequest request) {
        JsonNode body = JsonMapper.shared().readTree(request.getBody());
        return body.path("incidents")
                .valueStream()
                .map(incident -> incident.path("dbotMirrorId").asString())
                .toList();
    }

    /** What identifies the incidents of all requests, in the order of their arrival. */
    List<List<String>> received() {
        return requests().stream().map(TestReceiver::ids).toList();
    }

    @Override
    public void close() {
        server.stop();
    }
}
