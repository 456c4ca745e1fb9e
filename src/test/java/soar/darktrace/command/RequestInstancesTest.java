package soar.darktrace.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.beanvalidation.SpringConstraintValidatorFactory;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Mono;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.InstanceFactory;
import soar.darktrace.client.InstanceSettings;
import soar.darktrace.client.TestInstances;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which instances a request may bring along, how they are built, named and kept. */
class RequestInstancesTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ValidatorFactory VALIDATION = Validation.byDefaultProvider()
            .configure()
            .constraintValidatorFactory(new SpringConstraintValidatorFactory(new DefaultListableBeanFactory()))
            .buildValidatorFactory();

    private final TestClock clock = new TestClock();
    private final InstanceFactory factory = TestInstances.factory(Clock.systemUTC());

    interface StatusApi {
        @GetExchange("/status")
        Mono<ResponseEntity<JsonNode>> status();
    }

    @AfterAll
    static void close() {
        VALIDATION.close();
    }

    @Test
    void areRefusedUnlessAHostIsAllowed() {
        CommandException refused = refusal(allowing(), params("https://a.example"));

        assertThat(refused.code()).isEqualTo("refused_by_policy");
        assertThat(refused).hasMessageContaining("connector.request-instances.allowed-hosts");
    }

    @ParameterizedTest
    @CsvSource({
        "a.example, https://a.example",
        "a.example, https://a.example:8443/",
        "A.Example, https://a.EXAMPLE",
        "*.example, https://dt.soc.example/one",
        "a.example:443, https://a.example",
        "a.example:80, http://a.example",
        "127.0.0.1:*, http://127.0.0.1:4711",
        "[::1], https://[::1]",
    })
    void mayNameAHostThatAPatternMatches(String pattern, String url) {
        assertThat(allowing(pattern).find(params(url)).settings().url()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "a.example, https://b.example",
        "a.example, https://a.example.evil.test",
        "a.example, https://evil-a.example",
        "a.example, https://evil.test/a.example",
        "*.example, https://evil.test/.example",
        "a.example:443, https://a.example:444",
        "a.example:443, http://a.example",
        "a.example, https://a.example.",
    })
    void mayNotNameAnotherHost(String pattern, String url) {
        CommandException refused = refusal(allowing(pattern), params(url));

        assertThat(refused.code()).isEqualTo("refused_by_policy");
        assertThat(refused).hasMessageContaining("connector.request-instances.allowed-hosts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example@evil.test",
                "https://evil.test#a.example",
                "https://evil.test?a.example",
                "https://evil.test\\\\.a.example",
                "https://a.example:443:evil.test",
                "https://a_b.example",
                "https://a.example:99999",
                "https://[::1",
                "https://:443",
                "https://..",
                "//a.example",
                "file:///etc/passwd",
                "gopher://a.example",
            })
    void areRefusedWhereTheAddressIsNotPlainlyAHost(String url) {
        CommandException refused = refusal(allowing("*"), params(url));

        assertThat(refused.code()).isEqualTo("invalid_argument");
        assertThat(refused.details()).isEqualTo(Map.of("argument", "url"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            url               | ""             | url is missing
            url               | null           | url is missing
            url               | ["https://a"]  | url must be a single value
            public_api_token  | ""             | public_api_token is missing
            private_api_token | "a b"          | private_api_token is missing or holds a blank
            min_score         | "high"         | min_score must be a whole number.
            min_score         | 101            | min_score must be a whole number from 0 to 100.
            max_alerts        | "0"            | max_alerts must be a whole number from 1 to 1000.
            first_fetch       | "soon"         | first_fetch must be a time such as
            insecure          | "maybe"        | insecure must be true or false.
            isFetch           | "maybe"        | isFetch must be true or false.
            signing           | "guessed"      | signing must be decoded or as-sent.
            """)
    void areRefusedByTheXsoarNameOfAWrongParameter(String name, String json, String sentence) {
        CommandException refused = refusal(allowing("*"), params("https://a.example", name, JSON.readTree(json)));

        assertThat(refused.code()).isEqualTo("invalid_argument");
        assertThat(refused.details()).isEqualTo(Map.of("argument", name));
        assertThat(refused).hasMessageStartingWith(sentence).hasNoCause();
    }

    @Test
    void areRefusedWhereAParameterIsTooLong() {
        assertThat(refusal(allowing("*"), params("https://" + "a".repeat(2000))))
                .hasMessage("url must have at most 2000 characters.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limits.max-answer-size",
                "limits",
                "respond",
                "publicApiToken",
                "ssl_bundle",
                "public_api_token_file",
                "private_api_token_file"
            })
    void haveNoOtherParameters(String name) {
        CommandException refused = refusal(allowing("*"), params("https://a.example", name, JSON.readTree("\"1\"")));

        assertThat(refused.code()).isEqualTo("unknown_argument");
        assertThat(refused.details()).isEqualTo(Map.of("argument", name));
    }

    @Test
    void takeParametersAsXsoarSendsThem() {
        InstanceSettings settings = allowing("*")
                .find(new InstanceParameters(JSON.readTree("""
                        {"url": " https://a.example/ ", "public_api_token": "p", "private_api_token": "q", "insecure": true,
                         "proxy": "false", "min_score": "40", "max_alerts": 20, "first_fetch": "", "isFetch": "true"}
                        """)
                        .propertyStream()
                        .collect(LinkedHashMap::new, (map, e) -> map.put(e.getKey(), e.getValue()), Map::putAll)))
                .settings();

        assertThat(settings.url()).isEqualTo("https://a.example/");
        assertThat(settings.insecure()).isTrue();
        assertThat(settings.proxy()).isFalse();
        assertThat(settings.isFetch()).isTrue();
        assertThat(settings.minScore()).isEqualTo(40);
        assertThat(settings.maxAlerts()).isEqualTo(20);
        assertThat(settings)
                .extracting(InstanceSettings::firstFetch, InstanceSettings::limits)
                .containsExactly(
                        TestInstances.settings("https://a.example").firstFetch(),
                        TestInstances.settings("https://a.example").limits());
    }

    @ParameterizedTest
    @CsvSource({
        "https://DT.example/, dt.example",
        "https://dt.example:443, dt.example",
        "https://dt.example:80, dt.example:80",
        "http://DT.example, http://dt.example",
        "http://dt.example:80, http://dt.example",
        "http://dt.example:443, http://dt.example:443",
        "https://dt.example:8443, dt.example:8443",
        "https://proxy.example/dt-1/, proxy.example/dt-1",
    })
    void areNamedAfterTheirAddress(String url, String name) {
        assertThat(allowing("*").find(params(url)).name()).isEqualTo(name);
    }

    @Test
    void keepTheirNameWhenTheirTokenChanges() {
        RequestInstances instances = allowing("*");

        DarktraceInstance before = instances.find(params("https://a.example"));
        DarktraceInstance after =
                instances.find(params("https://a.example", "private_api_token", JSON.readTree("\"new\"")));

        assertThat(after).isNotSameAs(before);
        assertThat(after.name()).isEqualTo(before.name());
    }

    @Test
    void areBuiltOnceForTheSameSettings() {
        RequestInstances instances = allowing("*");
        DarktraceInstance first = instances.find(params("https://a.example"));

        assertThat(instances.find(params("https://a.example"))).isSameAs(first);
        assertThat(instances.find(params("https://a.example", "proxy", JSON.readTree("\"\""))))
                .isSameAs(first);
    }

    @Test
    void areForgottenAfterAnHourWithoutUse() {
        RequestInstances instances = allowing("*");
        DarktraceInstance first = instances.find(params("https://a.example"));

        clock.advance(Duration.ofMinutes(59));
        assertThat(instances.find(params("https://a.example"))).isSameAs(first);
        clock.advance(Duration.ofMinutes(61));
        assertThat(instances.find(params("https://a.example"))).isNotSameAs(first);
    }

    @Test
    void finishACallThatIsUnderWayWhenTheyAreForgotten() {
        try (SimulatedAppliance appliance = SimulatedAppliance.start()) {
            RequestInstances instances = allowing("*");
            DarktraceInstance forgotten = instances.find(of(appliance));
            appliance.delay(Duration.ofMillis(500));
            appliance.fail(Fault.DELAY);
            CompletableFuture<ResponseEntity<JsonNode>> call =
                    forgotten.api(StatusApi.class).status().toFuture();
            while (appliance.requests().isEmpty() && !call.isDone()) {
                Thread.onSpinWait();
            }

            clock.advance(Duration.ofHours(2));
            assertThat(instances.find(of(appliance))).isNotSameAs(forgotten);

            assertThat(call).isNotDone();
            assertThat(call).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void cannotTakeTheNameOfAConfiguredInstance() {
        CommandException refused = refusal(allowing("*"), params("https://main"));

        assertThat(refused.code()).isEqualTo("refused_by_policy");
        assertThat(refused).hasMessageContaining("An instance named main is configured here");
    }

    @ParameterizedTest
    @CsvSource({"http_proxy, http, ftp://proxy", "HTTPS_PROXY, https, proxy:0", "all_proxy, https, a b"})
    void areRefusedWithTheSentenceOfAMalformedProxyVariable(String variable, String scheme, String value) {
        InstanceParameters params = params(scheme + "://a.example", "proxy", JSON.readTree("true"));
        CommandException refused = catchThrowableOfType(
                CommandException.class, () -> within(Map.of(variable, value)).find(params));

        assertThat(refused.code()).isEqualTo("invalid_argument");
        assertThat(refused.details()).isEqualTo(Map.of("argument", "proxy"));
        assertThat(refused)
                .hasMessageStartingWith("proxy cannot be used, because of the connector's environment. The environment"
                        + " variable " + variable + " is not the address of an HTTP proxy:");
    }

    @Test
    void mayUseAProxyVariableThatIsWellFormed() {
        InstanceParameters params = params("https://a.example", "proxy", JSON.readTree("true"));

        assertThat(within(Map.of("https_proxy", "proxy.example:8080"))
                        .find(params)
                        .name())
                .isEqualTo("a.example");
    }

    @Test
    void neverPrintTheirParameters() {
        assertThat(new CommandRequest("test-module", Map.of(), null, params("https://a.example")).toString())
                .doesNotContain("secret");
    }

    @Test
    void areNotPickedFromAFingerprintThatMixesParametersUp() {
        InstanceParameters one = params("https://a.example", "public_api_token", JSON.readTree("\"a\\\",\\\"b\""));
        InstanceParameters other = params("https://a.example", "public_api_token", JSON.readTree("\"a\""));

        assertThat(one.fingerprint())
                .hasSize(64)
                .isNotEqualTo(other.fingerprint())
                .doesNotContain("secret");
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> allowing("b.example").find(one));
    }

    private RequestInstances allowing(String... hosts) {
        return new RequestInstances(
                new RequestInstances.Rules(List.of(hosts)),
                TestInstances.configured(factory, "main"),
                factory,
                VALIDATION.getValidator(),
                clock);
    }

    private RequestInstances within(Map<String, String> environment) {
        return new RequestInstances(
                new RequestInstances.Rules(List.of("*")),
                TestInstances.configured(factory, "main"),
                factory,
                VALIDATION.getValidator(),
                clock,
                environment);
    }

    private static CommandException refusal(RequestInstances instances, InstanceParameters params) {
        return catchThrowableOfType(CommandException.class, () -> instances.find(params));
    }

    private static InstanceParameters of(SimulatedAppliance appliance) {
        return new InstanceParameters(Map.of(
                "url", text(appliance.url()),
                "public_api_token", text(appliance.publicToken()),
                "private_api_token", text(appliance.privateToken())));
    }

    private static InstanceParameters params(String url) {
        return params(url, "url", text(url));
    }

    private static InstanceParameters params(String url, String name, JsonNode value) {
        Map<String, JsonNode> params = new LinkedHashMap<>(Map.of(
                "url", text(url),
                "public_api_token", text("public"),
                "private_api_token", text("secret")));
        params.put(name, value);
        return new InstanceParameters(params);
    }

    private static JsonNode text(String value) {
        return JSON.getNodeFactory().stringNode(value);
    }
}
