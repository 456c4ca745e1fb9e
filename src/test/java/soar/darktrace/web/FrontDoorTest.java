package soar.darktrace.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import soar.darktrace.ConnectorTest;
import soar.darktrace.RawConnection;
import soar.darktrace.RawConnection.Answer;
import soar.darktrace.appliance.SimulatedAppliance;

/** What a caller is told whose request is none, or not one that this service serves: a problem, whoever notices it. */
@ConnectorTest
@ExtendWith(OutputCaptureExtension.class)
class FrontDoorTest {

    private static final String COMMENT = "{\"line\": \"!darktrace-add-comment pbid=95 message=hello\"}";

    @LocalServerPort
    int port;

    @Autowired
    SimulatedAppliance appliance;

    @BeforeEach
    void reset() {
        appliance.reset();
    }

    /** {@code ~} is a line break, {@code <n>} a header or address of so many characters. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            406 | GET /api/v1/commands HTTP/1.1~Accept: text/html
            406 | GET /api/v1/commands HTTP/1.1~Accept: nonsense
            406 | GET /api/v1/commands HTTP/1.1~Accept: /
            406 | GET /api/v1/commands HTTP/1.1~Accept: <types>
            406 | GET /openapi HTTP/1.1~Accept: <types>
            406 | GET /nothing HTTP/1.1~Accept: <types>
            406 | GET /api/v1/commands HTTP/1.1~Accept: a/b;charset="<most>"
            406 | GET /api/v1/commands HTTP/1.1~Accept: a/b<spaces>x
            406 | GET /api/v1/commands HTTP/1.1~Accept: */*;charset="<most>"~Accept: */*
            406 | GET /actuator/health HTTP/1.1~Accept: <types>
            406 | GET /actuator/health HTTP/1.1~Accept: text/html
            406 | GET /actuator/prometheus HTTP/1.1~Accept: text/html
            406 | GET /actuator/prometheus HTTP/1.1~Accept: application/json;q=x
            404 | GET /actuator/health/..%2fenv HTTP/1.1
            404 | GET /actuator/health/../env HTTP/1.1
            404 | GET /actuator/health/nothing/nothing HTTP/1.1
            404 | GET /actuator/health/darktrace/%2e%2e/db HTTP/1.1
            404 | GET /actuator/health/%00 HTTP/1.1
            404 | GET /actuator/env HTTP/1.1
            404 | GET /actuator/prometheus/..%2f..%2f HTTP/1.1
            405 | POST /actuator/health HTTP/1.1~Content-Length: 2~~{}
            404 | GET /nothing HTTP/1.1~Accept: application/json;charset=utf-16
            404 | GET //api/v1/commands HTTP/1.1
            405 | GET /api/v1/commands/..%2f.. HTTP/1.1
            404 | OPTIONS * HTTP/1.1
            404 | CONNECT example.com:443 HTTP/1.1
            405 | TRACE /api/v1/commands HTTP/1.1
            405 | BREW /api/v1/commands HTTP/1.1
            405 | get /api/v1/commands HTTP/1.1
            400 | GET /api/v1/incidents/stream HTTP/1.1~Last-Event-ID: \u0089
            415 | POST /api/v1/war-room HTTP/1.1~Content-Type: application/json; x=\u0089~Content-Length: 2~~{}
            400 | GET /api/v1/commands%zz HTTP/1.1
            400 | GET /api/v1/incidents?limit=%zz HTTP/1.1
            400 | GET /api/v1/incidents?limit=%ff%fe HTTP/1.1
            400 | GET /api/v1/comm ands HTTP/1.1
            400 | GET /api/v1/comm|ands^` HTTP/1.1
            400 | GET /api/v1/commands HTTP/2.0
            400 | POST /%zz HTTP/1.1~: x
            400 | nonsense
            400 | GET /api/v1/commands HTTP/1.1~Bad Header: 1
            400 | GET /api/v1/commands HTTP/1.1~Content-Length: x
            400 | POST /api/v1/war-room HTTP/1.1~Content-Type: application/json~Transfer-Encoding: chunked~~zz~{}~0~
            400 | POST /api/v1/war-room HTTP/1.1~Content-Type: application/json~Transfer-Encoding: nonsense~~{}
            414 | GET /<long> HTTP/1.1
            431 | GET /api/v1/commands HTTP/1.1~X: <long>
            415 | POST /api/v1/war-room HTTP/1.1~Content-Type: application/json~Content-Encoding: gzip~Content-Length: 2~~{}
            415 | POST /api/v1/war-room HTTP/1.1~Content-Type: nonsense~Content-Length: 2~~{}
            415 | POST /api/v1/war-room HTTP/1.1~Content-Type: application/json;charset=nonsense~Content-Length: 2~~{}
            """)
    void whateverIsWrongWithARequestIsAProblem(int status, String request) throws IOException {
        Answer answer = answerTo(request);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("code").asString()).startsWith("invalid_");
        assertThat(answer.json().path("detail").asString()).endsWith(".");
        assertThat(answer.json().path("correlation_id").asString()).isEqualTo(answer.header("x-correlation-id"));
        assertSaysWhatBrowsersMayDoWithIt(answer);
    }

    private static void assertSaysWhatBrowsersMayDoWithIt(Answer answer) {
        AnswerHeaders.ALL.forEach(
                (name, value) -> assertThat(answer.headers()).containsEntry(name.toLowerCase(Locale.ROOT), value));
        assertThat(answer.headers().keySet())
                .noneMatch(name -> name.startsWith("access-control-"))
                .doesNotContain("strict-transport-security");
    }

    @Test
    void whatIsServedSaysWhatBrowsersMayDoWithIt() throws IOException {
        assertSaysWhatBrowsersMayDoWithIt(answerTo("GET /api/v1/commands HTTP/1.1"));
        assertSaysWhatBrowsersMayDoWithIt(answerTo("GET /actuator/prometheus HTTP/1.1"));
        assertSaysWhatBrowsersMayDoWithIt(answerTo("GET /api/v1/commands HTTP/1.1~Sec-Fetch-Site: cross-site"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            application/json   | GET /api/v1/commands HTTP/1.1~Accept: application/json;charset=utf-16
            application/json   | GET /api/v1/commands HTTP/1.1~Accept: application/json; Charset="iso-8859-1";q=0.5, text/html
            application/json   | GET /api/v1/commands HTTP/1.1~Accept: text/html, application/json ; charset = "a\\"b" ;q=0.5
            application/json   | GET /api/v1/commands HTTP/1.1~Accept:
            application/json   | GET /actuator/health HTTP/1.1~Accept: application/json;charset=utf-16
            text/plain;version=0.0.4;charset=utf-8 | GET /actuator/prometheus HTTP/1.1~Accept:
            text/plain;version=0.0.4;charset=utf-8 | GET /actuator/prometheus HTTP/1.1
            text/plain;version=0.0.4;charset=utf-8 | GET /actuator/prometheus HTTP/1.1~Accept: text/plain;version=0.0.4
            application/openmetrics-text;version=1.0.0;charset=utf-8 | GET /actuator/prometheus HTTP/1.1~Accept: application/openmetrics-text;version=1.0.0
            """)
    void anUnusualAcceptIsUnderstoodAsFarAsItCanBe(String type, String request) throws IOException {
        Answer answer = answerTo(request);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo(type);
    }

    @Test
    void aRefusalSaysWhatWouldBeRight() throws IOException {
        Answer method = answerTo("POST /api/v1/commands HTTP/1.1~Content-Length: 0");
        Answer accept = answerTo("GET /api/v1/commands HTTP/1.1~Accept: nonsense");
        Answer type = answerTo("GET /api/v1/commands HTTP/1.1~Accept: text/html");
        Answer host = answerTo("GET /api/v1/commands HTTP/1.1~Host: soar.example~Connection: close");

        assertThat(method.header("allow")).contains("GET");
        assertThat(accept.json().path("detail").asString()).startsWith("The header Accept cannot be read: send ");
        assertThat(type.json().path("detail").asString()).startsWith("This address answers with ");
        assertThat(host.json().path("detail").asString()).contains("proxy_set_header Host localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/actuator/nothing", "/api/v1/war-room", "/api/v1/commands%zz"})
    void anAnswerToHeadHasEachHeaderOnce(String address) throws IOException {
        try (RawConnection connection = new RawConnection(port)) {
            connection.send(("HEAD " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .getBytes(US_ASCII));

            List<String> names = connection
                    .textUntil("\r\n\r\n")
                    .lines()
                    .skip(1)
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                    .filter(name -> !name.equals("vary"))
                    .toList();
            assertThat(names).doesNotHaveDuplicates().contains("content-type", "x-correlation-id");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEAD /api/v1/commands",
                "HEAD /nothing",
                "OPTIONS /api/v1/commands",
                "OPTIONS /api/v1/commands/darktrace-get-breach",
                "OPTIONS /api/v1/war-room"
            })
    void whatHasNoBodyByDefinitionHasNone(String request) throws IOException {
        Answer answer = answerTo(request + " HTTP/1.1");

        assertThat(answer.status()).isLessThan(500);
        assertThat(answer.text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Host: evil.example             | evil.example
            Host: evil.example:8080        | evil.example:8080
            Host: localhost.evil.example   | localhost.evil.example
            Host: 127.0.0.1.evil.example   | 127.0.0.1.evil.example
            Host: 10.1.2.3                 | 10.1.2.3
            Host: [::2]                    | [::2]
            Host: localhost~Host: evil.example | evil.example
            Host: localhost~Origin: https://evil.example   | https://evil.example
            Host: localhost~Origin: null                   | null
            Host: localhost:80~Origin: http://localhost:81 | http://localhost:81
            Host: localhost~Sec-Fetch-Site: cross-site     | cross-site
            Host: localhost~Sec-Fetch-Site: same-site      | same-site
            Host: localhost~Sec-Fetch-Site: same-origin~Origin: https://evil.example | https://evil.example
            """)
    void aRequestOfAPageOfAnotherSiteIsRefused(String headers, String named) throws IOException {
        for (String request :
                new String[] {"POST /api/v1/war-room", "GET /api/v1/incidents", "GET /actuator/prometheus"}) {
            Answer answer = RawConnection.answerTo(
                    port,
                    (request + " HTTP/1.1~" + headers
                                            + "~Connection: close~Content-Type: application/json~Content-Length: "
                                            + COMMENT.length() + "~~")
                                    .replace("~", "\r\n")
                            + COMMENT);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json().path("code").asString()).isEqualTo("forbidden");
            assertThat(answer.json().path("detail").asString()).contains(named);
        }
        assertThat(appliance.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost",
                "Host: LOCALHOST:8080",
                "Host: 127.0.0.1:1",
                "Host: [::1]:8080",
                "Host: localhost:8080~Origin: http://localhost:8080",
                "Host: localhost:8080~Origin: http://localhost:8080~Sec-Fetch-Site: same-origin",
                "Host: localhost~Sec-Fetch-Site: none",
                "Accept: */*"
            })
    void aRequestOfThisMachineIsServed(String headers) throws IOException {
        String request = "GET /api/v1/commands HTTP/1.1~" + headers + "~Connection: close~~";

        assertThat(RawConnection.answerTo(port, request.replace("~", "\r\n")).status())
                .isEqualTo(200);
    }

    @Test
    void probesAreServedToEverybody() throws IOException {
        String request =
                "GET /actuator/health/ping HTTP/1.1~Host: pod-7.example~Sec-Fetch-Site: cross-site~Connection: close~~";

        assertThat(RawConnection.answerTo(port, request.replace("~", "\r\n")).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            connector.example |                           |             | 200
            connector.example | https://connector.example | same-origin | 200
            10.1.2.3:8080     | https://connector.example | same-origin | 200
            connector.example | https://connector.example |             | 200
            connector.example | https://evil.example      |             | 403
            connector.example | https://evil.example      | cross-site  | 403
            connector.example |                           | cross-site  | 403
            """)
    void withKeysOnlyRequestsOfOtherSitesAreRefused(
            String host, @Nullable String origin, @Nullable String site, int status) {
        MockServerHttpRequest.BaseBuilder<?> request =
                MockServerHttpRequest.get("/api/v1/commands").header("Host", host);
        if (origin != null) {
            request.header("Origin", origin);
        }
        if (site != null) {
            request.header("Sec-Fetch-Site", site);
        }
        MockServerWebExchange exchange = MockServerWebExchange.from(request.build());

        new CorrelationFilter()
                .filter(
                        exchange,
                        corrected -> new FrontDoor(false, List.of(), address -> {}).filter(corrected, served -> {
                            served.getResponse().setStatusCode(HttpStatus.OK);
                            return served.getResponse().setComplete();
                        }))
                .block();

        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.valueOf(status));
    }

    @ParameterizedTest
    @CsvSource({
        "connector.example, 200",
        "Connector.Example:8443, 200",
        "a.soar.example, 200",
        "[2001:db8::1]:80, 200",
        "localhost:8080, 200",
        "127.0.0.1, 200",
        "soar.example, 403",
        "connector.example.evil.example, 403",
        "[2001:db8::2], 403",
        "a b, 403"
    })
    void whereNamesAreListedNoOtherIsServed(String host, int status) {
        List<String> names = List.of("connector.example", "*.soar.example", "[2001:db8::1]");
        MockServerWebExchange exchange = MockServerWebExchange.from(
                MockServerHttpRequest.get("/api/v1/commands").header("Host", host));

        new CorrelationFilter()
                .filter(
                        exchange,
                        corrected -> new FrontDoor(false, names, address -> {}).filter(corrected, served -> {
                            served.getResponse().setStatusCode(HttpStatus.OK);
                            return served.getResponse().setComplete();
                        }))
                .block();

        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.valueOf(status));
    }

    @Test
    void aCallerWhoLeavesInTheMiddleLeavesNoTraceInTheLog(CapturedOutput output) throws IOException {
        for (int i = 0; i < 20; i++) {
            try (RawConnection connection = new RawConnection(port)) {
                connection.send(
                        "POST /api/v1/war-room HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{\"line\": "
                                .getBytes(US_ASCII));
            }
        }
        answerTo("GET /api/v1/commands HTTP/1.1");

        assertThat(output.toString()).doesNotContain("ERROR").doesNotContain("\tat ");
    }

    private Answer answerTo(String request) throws IOException {
        String written =
                request.contains("Host:") ? request : request.replaceFirst("HTTP/1.1", "HTTP/1.1~Host: localhost");
        String closing = written.replaceFirst("Host: localhost", "Host: localhost~Connection: close")
                .replace("<types>", types())
                .replace("<long>", "x".repeat(10_000))
                .replace("<most>", "x".repeat(7_800))
                .replace("<spaces>", " ".repeat(7_800))
                .replace("~", "\r\n");
        return RawConnection.answerTo(port, closing + (request.contains("~~") ? "" : "\r\n\r\n"));
    }

    private static String types() {
        StringBuilder types = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            types.append("a/").append(i).append(',');
        }
        return types.append("*/*").toString();
    }
}
