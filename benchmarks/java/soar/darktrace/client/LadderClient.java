package soar.darktrace.client;

import java.time.Clock;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/** The transport of an instance without its guards. */
public final class LadderClient {

    private LadderClient() {}

    /** A client of the instance's appliance that signs, and checks the answer's head. */
    public static WebClient signing(WebClient.Builder webClient, DarktraceInstance darktrace, Clock clock) {
        InstanceSettings settings = darktrace.settings();
        return webClient
                .clone()
                .baseUrl(settings.baseUrl().toString())
                .defaultHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE)
                .clientConnector(new SigningConnector(
                        new ReactorClientHttpConnector(),
                        new RequestSigner(settings, new InstanceTokens(darktrace.name(), settings), clock)))
                .filter(new AnswerCheck(clock))
                .build();
    }
}
