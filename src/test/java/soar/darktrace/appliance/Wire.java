package soar.darktrace.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import soar.darktrace.appliance.Answer.Delivery;

/** Lets WireMock speak HTTP for the appliance. */
final class Wire implements ResponseDefinitionTransformerV2 {

    private final Function<ReceivedRequest, Answer> appliance;
    private final Clock clock;

    Wire(Function<ReceivedRequest, Answer> appliance, Clock clock) {
        this.appliance = appliance;
        this.clock = clock;
    }

    @Override
    public String getName() {
        return "appliance";
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        Answer answer = appliance.apply(received(event.getRequest()));
        return response(answer.headers().containsKey("Date") ? answer : answer.dated(clock.instant()));
    }

    private static ReceivedRequest received(LoggedRequest request) {
        var headers = request.getHeaders().all().stream()
                .collect(Collectors.toMap(
                        header -> header.key().toLowerCase(Locale.ROOT),
                        header -> String.join(", ", header.values()),
                        (first, second) -> first + ", " + second));
        return new ReceivedRequest(
                request.getMethod().getName(), request.getUrl(), headers, new String(request.getBody(), UTF_8));
    }

    private ResponseDefinition response(Answer answer) {
        if (answer.delivery() == Delivery.RESET) {
            return new ResponseDefinitionBuilder()
                    .withFault(Fault.CONNECTION_RESET_BY_PEER)
                    .build();
        }
        byte[] body = answer.body().getBytes(UTF_8);
        byte[] sent = answer.delivery() == Delivery.CUT_OFF ? Arrays.copyOf(body, body.length / 2) : body;
        ResponseDefinitionBuilder response = new ResponseDefinitionBuilder()
                .withStatus(answer.status())
                .withFixedDelay((int) answer.delay().toMillis())
                .withHeader("Content-Length", String.valueOf(body.length))
                .withBody(sent);
        answer.headers().forEach(response::withHeader);
        return response.build();
    }
}
