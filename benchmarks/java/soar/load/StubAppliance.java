package soar.load;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.file.Path;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers every {@code GET /modelbreaches} with the breach of the seed document, never answers one below {@code
 * /hanging}, and checks no signature: it shall cost as little as it can of the machine that it shares.
 */
public final class StubAppliance {

    private StubAppliance() {}

    /** Takes the port and the file of the golden case. */
    public static void main(String[] args) {
        JsonMapper json = JsonMapper.shared();
        byte[] breach = json.writeValueAsBytes(json.readTree(Path.of(args[1])).get("response"));
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(args[0]))
                .route(routes -> routes.get(
                                "/modelbreaches",
                                (request, response) -> response.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                                        .header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(breach.length))
                                        .sendByteArray(Mono.just(breach)))
                        .get("/hanging/modelbreaches", (request, response) -> Mono.never()))
                .bindNow()
                .onDispose()
                .block();
    }
}
