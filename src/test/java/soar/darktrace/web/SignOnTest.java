package soar.darktrace.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import soar.darktrace.SimulatedInstance;
import soar.darktrace.access.ApiKey;
import soar.darktrace.access.ClaimedCallers;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Machines with a token of an identity provider, people with a login there, and keys beside both. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "connector.jwt.roles-claim=realm_access.roles",
            "connector.jwt.roles.soc=read,write",
            "connector.jwt.roles.readers=read",
            "connector.jwt.roles[Prometheus/Scrape]=metrics",
            "connector.limits.requests-per-second-per-caller=500",
            "connector.limits.streams-per-caller=1",
            "server.forward-headers-strategy=native",
            "connector.failed-attempts-per-minute=1000",
            "connector.api-keys.playbooks.roles=read"
        })
@AutoConfigureMetrics
@SimulatedInstance
@ExtendWith(OutputCaptureExtension.class)
class SignOnTest {

    private static final IdentityProvider provider = IdentityProvider.start();
    private static final ApiKey key = ApiKey.generate();
    private static final String COMMENT = "{\"line\": \"!darktrace-add-comment pbid=95 message=hello\"}";
    private static final String SESSION = "SESSION";
    private static final String TOKEN = "XSRF-TOKEN";

    @LocalServerPort
    int port;

    @Autowired
    SimulatedAppliance appliance;

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry properties) {
        String jwt = "spring.security.oauth2.resourceserver.jwt.";
        properties.add(jwt + "jwk-set-uri", () -> provider.url() + "/keys");
        properties.add(jwt + "issuer-uri", provider::url);
        properties.add(jwt + "audiences", () -> IdentityProvider.AUDIENCE);
        provider.addLoginTo(properties);
        properties.add("connector.api-keys.playbooks.hash", key::hash);
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @BeforeEach
    void reset() {
        appliance.reset();
        provider.give("soc");
        provider.fail(false);
    }

    @Test
    void aTokenAndAKeyAreServedSideBySideWithTheirOwnRoles() throws Exception {
        String reader = provider.sign(provider.claims("reader", "readers", "unknown"));
        String analyst = provider.sign(provider.claims("analyst", "soc"));

        assertThat(get("/api/v1/commands", reader).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/commands", key.value()).statusCode()).isEqualTo(200);
        assertThat(comment(reader).statusCode()).isEqualTo(403);
        assertThat(problem(comment(reader)).path("detail").asString()).contains("write", "reader");
        assertThat(comment(key.value()).statusCode()).isEqualTo(403);
        assertThat(comment(analyst).statusCode()).isEqualTo(200);
        assertThat(get("/actuator/prometheus", analyst).statusCode()).isEqualTo(403);
        assertThat(get("/actuator/prometheus", provider.sign(provider.claims("scraper", "Prometheus/Scrape")))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource
    void aWrongTokenIsRefusedLikeAWrongKeyAndOnlyTheLogSaysWhy(String why, String token, CapturedOutput output)
            throws Exception {
        HttpResponse<String> wrongKey =
                get("/api/v1/commands", ApiKey.generate().value());
        HttpResponse<String> answer = get("/api/v1/commands", token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(problem(answer).path("code").asString()).isEqualTo("unauthenticated");
        assertThat(problem(answer).path("detail").asString())
                .isEqualTo(problem(wrongKey).path("detail").asString());
        assertThat(answer.body()).doesNotContain(token);
        assertThat(output.toString())
                .contains(problem(answer).path("correlation_id").asString())
                .contains("A token was refused: ")
                .contains(why)
                .doesNotContain(token);
    }

    static Stream<Arguments> aWrongTokenIsRefusedLikeAWrongKeyAndOnlyTheLogSaysWhy() {
        JWTClaimsSet.Builder ofOthers = provider.claims("a", "soc").audience("another-service");
        JWTClaimsSet.Builder expired = provider.claims("a", "soc")
                .issueTime(Date.from(Instant.now().minus(Duration.ofHours(1))))
                .expirationTime(Date.from(Instant.now().minus(Duration.ofMinutes(5))));
        JWTClaimsSet.Builder foreign = provider.claims("a", "soc").issuer("https://idp.example.com");
        JWTClaimsSet.Builder nobody = provider.claims("a", "soc").subject(null);
        String none = base64("{\"alg\":\"none\"}") + "." + base64("{\"sub\":\"a\"}") + ".";
        return Stream.of(
                Arguments.of("aud claim", provider.sign(ofOthers)),
                Arguments.of("expired", provider.sign(expired)),
                Arguments.of("iss claim", provider.sign(foreign)),
                Arguments.of("connector.jwt.caller-claim", provider.sign(nobody)),
                Arguments.of(
                        "signature", IdentityProvider.sign(provider.claims("a", "soc"), IdentityProvider.key("first"))),
                Arguments.of(
                        "matching key",
                        IdentityProvider.sign(provider.claims("a", "soc"), IdentityProvider.key("another"))),
                Arguments.of("none", none),
                Arguments.of("JWT", "nonsense"));
    }

    @Test
    void aTokenWritesNoLogLineOfItsOwn(CapturedOutput output) throws Exception {
        String forged = base64("{\"alg\":\"x\\nThe head of the audit is 1:ab\"}") + "." + base64("{}") + ".eA";

        assertThat(get("/api/v1/commands", forged).statusCode()).isEqualTo(401);
        assertThat(output.toString())
                .contains("A token was refused: ")
                .doesNotContain("\nThe head of the audit is 1:ab");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void aLoginLastsUntilTheLogoutAndChangesNothingWithoutTheHeaderOfThePage() throws Exception {
        HttpResponse<String> page = send(browser("/"));
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(location(page)).isEqualTo("/oauth2/authorization/sso");

        HttpResponse<String> answer = logIn();

        assertThat(location(answer)).isEqualTo("/");
        assertThat(setCookie(answer, SESSION).orElseThrow())
                .contains("HTTPOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure");
        assertThat(get("/api/v1/commands", null).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/audit", null).statusCode()).isEqualTo(403);

        HttpResponse<String> forged = comment(null);
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(problem(forged).path("detail").asString()).contains("X-XSRF-TOKEN");
        assertThat(appliance.requests()).isEmpty();
        assertThat(commentBySession("a-guess").statusCode()).isEqualTo(403);
        assertThat(commentBySession(cookie(TOKEN)).statusCode()).isEqualTo(200);
        assertThat(comment(provider.sign(provider.claims("analyst", "soc"))).statusCode())
                .isEqualTo(200);

        HttpRequest.Builder logout = request("/logout").POST(HttpRequest.BodyPublishers.noBody());
        assertThat(send(logout).statusCode()).isEqualTo(403);
        String session = cookie(SESSION);
        assertThat(send(logout.header("X-XSRF-TOKEN", cookie(TOKEN))).statusCode())
                .isEqualTo(204);
        cookies.getCookieStore().removeAll();
        HttpResponse<String> after = send(request("/api/v1/commands").header("Cookie", SESSION + "=" + session));
        assertThat(after.statusCode()).isEqualTo(401);
        assertThat(problem(after).path("code").asString()).isEqualTo("unauthenticated");
    }

    @Test
    void behindTlsTheCookieIsForTlsAloneAndSoIsTheService() throws Exception {
        HttpResponse<String> begin = send(browser("/oauth2/authorization/sso").header("X-Forwarded-Proto", "https"));
        HttpResponse<String> plain = send(request("/api/v1/commands"));

        assertThat(setCookie(begin, SESSION).orElseThrow()).contains("Secure");
        assertThat(begin.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(plain.headers().firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(plain.headers().allValues("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void whoeverTheProviderGivesNoRoleIsLoggedInAndMayDoNothing() throws Exception {
        provider.give("canteen");

        logIn();

        assertThat(get("/api/v1/incidents", null).statusCode()).isEqualTo(403);
        assertThat(commentBySession(cookie(TOKEN)).statusCode()).isEqualTo(403);
    }

    @Test
    void atTheFinestLogLevelNothingSecretOfALoginOrATokenIsPrinted(CapturedOutput output) throws Exception {
        String token = provider.sign(provider.claims("analyst", "soc"));
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger ofThisClient = (Logger) LoggerFactory.getLogger("jdk");
        Level before = root.getLevel();
        root.setLevel(Level.TRACE);
        ofThisClient.setLevel(Level.INFO);
        try {
            logIn();
            assertThat(commentBySession(cookie(TOKEN)).statusCode()).isEqualTo(200);
            assertThat(comment(token).statusCode()).isEqualTo(200);
            assertThat(get("/api/v1/commands", token + "x").statusCode()).isEqualTo(401);
        } finally {
            root.setLevel(before);
        }

        assertThat(provider.lastToken()).isNotEmpty();
        assertThat(output.toString())
                .contains(" TRACE ")
                .doesNotContain(
                        token,
                        provider.lastToken(),
                        IdentityProvider.SECRET,
                        IdentityProvider.ACCESS_TOKEN,
                        cookie(SESSION),
                        cookie(TOKEN));
    }

    @Test
    void aKeyOfAnotherCallerCountsMoreThanASession() throws Exception {
        logIn();

        assertThat(comment(key.value()).statusCode()).isEqualTo(403);
        assertThat(get("/api/v1/commands", "dtc_wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenThatCannotBeCheckedIsNeitherRefusedNorServed(CapturedOutput output) throws Exception {
        provider.fail(true);

        HttpResponse<String> answer = get(
                "/api/v1/commands", IdentityProvider.sign(provider.claims("a", "soc"), IdentityProvider.key("newer")));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(problem(answer).path("code").asString()).isEqualTo("sign_on_unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).contains("10");
        assertThat(output.toString()).contains("A token could not be checked");
    }

    @Test
    void aLoginWhoseEndTheProviderDoesNotAnswerSaysSo() throws Exception {
        HttpResponse<String> begin = send(browser("/oauth2/authorization/sso"));
        URI back = URI.create(location(send(HttpRequest.newBuilder(URI.create(location(begin))))));
        provider.fail(true);

        HttpResponse<String> answer = send(browser(back.getRawPath() + "?" + back.getRawQuery()));

        assertThat(answer.statusCode()).isIn(401, 503);
        assertThat(problem(answer).path("detail").asString()).contains("open / to");
    }

    @Test
    void aProviderWhoseTokensForOthersWouldCountIsRefusedAtTheStart() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ReactiveOAuth2ResourceServerAutoConfiguration.class))
                .withUserConfiguration(ClaimedCallers.class, SignOn.class)
                .withPropertyValues(
                        "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=https://idp.example.com/keys")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("spring.security.oauth2.resourceserver.jwt.audiences"));
    }

    @Test
    void aLoginThatNobodyBeganFails(CapturedOutput output) throws Exception {
        HttpResponse<String> answer = send(request("/login/oauth2/code/sso?code=code-0&state=made-up"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(problem(answer).path("detail").asString()).contains("login failed");
        assertThat(output.toString())
                .contains(problem(answer).path("correlation_id").asString(), "A login failed");
    }

    @Test
    void anApiCallWithoutASessionIsToldSoAndNotSentToTheLogin() throws Exception {
        for (HttpRequest.Builder call : List.of(
                request("/api/v1/commands"), browser("/api/v1/commands"), request("/"), request("/actuator/info"))) {
            HttpResponse<String> answer = send(call);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(problem(answer).path("code").asString()).isEqualTo("unauthenticated");
            assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void aSecondStreamOfACallerIsOneTooMany() throws Exception {
        String reader = provider.sign(provider.claims("streaming", "readers"));
        HttpRequest stream = request("/api/v1/incidents/stream")
                .header("Authorization", "Bearer " + reader)
                .build();
        HttpResponse<Stream<String>> first = http.send(stream, HttpResponse.BodyHandlers.ofLines());
        assertThat(first.statusCode()).isEqualTo(200);

        HttpResponse<String> second = get("/api/v1/incidents?wait=5s", reader);

        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(problem(second).path("code").asString()).isEqualTo("rate_limited");
        assertThat(second.headers().firstValue("Retry-After")).isPresent();
        assertThat(get("/api/v1/incidents", reader).statusCode()).isEqualTo(200);
        first.body().close();
    }

    @Test
    void aPageOfAnotherOriginGetsNoLeaveToReadAnything() throws Exception {
        HttpResponse<String> preflight = send(request("/api/v1/war-room")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + key.value())
                .header("Access-Control-Request-Method", "POST"));

        assertThat(preflight.statusCode()).isEqualTo(403);
        assertThat(problem(preflight).path("detail").asString()).contains("CORS");
        assertThat(preflight.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }

    /** As a browser does it: the way back comes from a page of another site. */
    private HttpResponse<String> logIn() throws Exception {
        HttpResponse<String> begin = send(browser("/oauth2/authorization/sso"));
        assertThat(begin.statusCode()).isEqualTo(302);
        String before = cookie(SESSION);
        HttpResponse<String> there = send(HttpRequest.newBuilder(URI.create(location(begin))));
        URI back = URI.create(location(there));
        assertThat(back.getPort()).isEqualTo(port);
        HttpResponse<String> answer = send(browser(back.getRawPath() + "?" + back.getRawQuery())
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document"));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(cookie(SESSION)).as("a session that somebody planted").isNotEqualTo(before);
        send(browser("/").header("Sec-Fetch-Site", "cross-site").header("Sec-Fetch-Mode", "navigate"));
        return answer;
    }

    private HttpResponse<String> get(String path, @Nullable String bearer) throws Exception {
        HttpRequest.Builder request = request(path);
        return send(bearer == null ? request : request.header("Authorization", "Bearer " + bearer));
    }

    private HttpResponse<String> comment(@Nullable String bearer) throws Exception {
        HttpRequest.Builder request = comment();
        return send(bearer == null ? request : request.header("Authorization", "Bearer " + bearer));
    }

    private HttpResponse<String> commentBySession(String csrf) throws Exception {
        return send(comment().header("X-XSRF-TOKEN", csrf));
    }

    private HttpRequest.Builder comment() {
        return request("/api/v1/war-room")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(COMMENT));
    }

    private HttpRequest.Builder browser(String path) {
        return request(path).header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode problem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static Optional<String> setCookie(HttpResponse<?> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .findFirst();
    }

    private String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }
}
