package soar.darktrace.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import soar.darktrace.appliance.Answer.Delivery;

/** Lets WireMock speak HTTP for the appliance. */
final class Wire implements ResponseTransformerV2 {

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
    public Response transform(Response none, ServeEvent event) {
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

    private static Response response(Answer answer) {
        if (answer.delivery() == Delivery.RESET) {
            return Response.response().fault(Fault.CONNECTION_RESET_BY_PEER).build();
        }
        List<HttpHeader> headers = new ArrayList<>();
        answer.headers().forEach((name, value) -> headers.add(new HttpHeader(name, value)));
        Response.Builder response = Response.response()
                .status(answer.status())
                .incrementInitialDelay(answer.delay().toMillis());
        if (answer.body() instanceof Body.Pieces pieces && answer.delivery() == Delivery.COMPLETE) {
            // Of a length that nobody knows, it is sent in chunks.
            if (pieces.length() >= 0) {
                headers.add(new HttpHeader("Content-Length", String.valueOf(pieces.length())));
            }
            return response.headers(new HttpHeaders(headers)).body(pieces::open).build();
        }
        byte[] body = answer.body().bytes();
        headers.add(new HttpHeader("Content-Length", String.valueOf(body.length)));
        byte[] sent = answer.delivery() == Delivery.CUT_OFF ? Arrays.copyOf(body, body.length / 2) : body;
        return response.headers(new HttpHeaders(headers)).body(sent).build();
    }
}
