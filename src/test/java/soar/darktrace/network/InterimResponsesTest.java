package soar.darktrace.network;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.resources.ConnectionProvider;

class InterimResponsesTest {

    private static final String REAL = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n",
                "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n",
                ""
            })
    void theRealAnswerCountsWhateverComesBeforeIt(String interim) throws IOException {
        for (boolean inOnePacket : new boolean[] {true, false}) {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                CompletableFuture<Void> served = CompletableFuture.runAsync(() -> answer(server, interim, inOnePacket));

                assertThat(post(server.getLocalPort())).isEqualTo("200 OK {}");
                served.join();
            }
        }
    }

    private static @Nullable String post(int port) {
        URI target = URI.create("http://127.0.0.1:" + port);
        ConnectionProvider pool = HardenedConnector.pool("interim", 1).build();
        try {
            return WebClient.builder()
                    .clientConnector(new HardenedConnector(target, Duration.ofSeconds(5), false, false)
                            .build(HttpClientSettings.defaults(), pool))
                    .build()
                    .post()
                    .uri(target)
                    .bodyValue("{}")
                    .exchangeToMono(response ->
                            response.bodyToMono(String.class).map(body -> response.statusCode() + " " + body))
                    .block(Duration.ofSeconds(20));
        } finally {
            pool.dispose();
        }
    }

    private static void answer(ServerSocket server, String interim, boolean inOnePacket) {
        try (Socket socket = server.accept()) {
            socket.setTcpNoDelay(true);
            InputStream request = socket.getInputStream();
            byte[] received = new byte[4096];
            StringBuilder text = new StringBuilder();
            while (!text.toString().endsWith("\r\n\r\n{}")) {
                text.append(new String(received, 0, request.read(received), US_ASCII));
            }
            if (inOnePacket) {
                socket.getOutputStream().write((interim + REAL).getBytes(US_ASCII));
            } else {
                socket.getOutputStream().write(interim.getBytes(US_ASCII));
                socket.getOutputStream().flush();
                socket.getOutputStream().write(REAL.getBytes(US_ASCII));
            }
            socket.getOutputStream().flush();
            request.read();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
