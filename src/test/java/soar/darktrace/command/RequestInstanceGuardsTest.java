package soar.darktrace.command;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.notFound;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.beanvalidation.SpringConstraintValidatorFactory;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.InstanceFactory;
import soar.darktrace.client.TestInstances;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which limits, breakers and metrics instances of requests have in common: what anybody may name must not add up. */
class RequestInstanceGuardsTest {

    private static final ValidatorFactory VALIDATION = Validation.byDefaultProvider()
            .configure()
            .constraintValidatorFactory(new SpringConstraintValidatorFactory(new DefaultListableBeanFactory()))
            .buildValidatorFactory();
    private static final WireMockServer APPLIANCE = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    static {
        APPLIANCE.start();
    }

    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
    private final RequestInstances instances = instances();

    interface StatusApi {
        @GetExchange("/status")
        Mono<ResponseEntity<JsonNode>> status();
    }

    @AfterAll
    static void stop() {
        APPLIANCE.stop();
        VALIDATION.close();
    }

    @BeforeEach
    void answer() {
        APPLIANCE.resetAll();
        APPLIANCE.stubFor(any(anyUrl()).willReturn(okJson("{\"version\": \"6\"}")));
    }

    @Test
    void anInstanceHasItsNameInMetricsOnceItHasAnswered() {
        DarktraceInstance first = instances.find(params(""));
        assertThat(first.metricName()).isEqualTo("other");

        call(first);

        assertThat(first.metricName()).isEqualTo(url());
        assertThat(breakerNames()).isEmpty();
        assertThat(instances.find(params("")).metricName()).isEqualTo(url());
        assertThat(breakerNames()).containsExactly(url());
    }

    @Test
    void anAddressWhereNothingIsHasNoNameInMetrics() {
        APPLIANCE.stubFor(any(anyUrl()).willReturn(notFound()));
        DarktraceInstance odd = instances.find(params("/odd"));

        assertThatExceptionOfType(DarktraceException.class).isThrownBy(() -> call(odd));

        assertThat(odd.metricName()).isEqualTo("other");
        assertThat(instances.find(params("/odd"))).isSameAs(odd);
    }

    @Test
    void namesWithoutAnAnswerDoNotUseUpTheRoom() {
        IntStream.range(0, 300).forEach(i -> instances.find(params("/" + i)));

        DarktraceInstance next = instances.find(params("/next"));
        call(next);

        assertThat(next.metricName()).isEqualTo(url() + "/next");
    }

    @Test
    void aHundredInstancesHaveANameInMetricsAndAllOthersWorkWithoutOne() {
        IntStream.range(0, 100).forEach(i -> call(instances.find(params("/" + i))));

        DarktraceInstance next = instances.find(params("/next"));
        call(next);

        assertThat(next.metricName()).isEqualTo("other");
        assertThat(next.name()).isEqualTo(url() + "/next");
        assertThat(instances.find(params("/7")).metricName()).isEqualTo(url() + "/7");
    }

    @Test
    void instancesOfTheSameAddressShareTheirBreaker() {
        call(instances.find(params("")));
        DarktraceInstance other = instances.find(params("", "min_score", "10"));
        breakers.circuitBreaker(url()).transitionToOpenState();

        assertThatExceptionOfType(DarktraceException.class)
                .isThrownBy(() -> call(other))
                .withMessageStartingWith("Darktrace failed so often");
    }

    @ParameterizedTest
    @ValueSource(strings = {"insecure", "proxy"})
    void aBreakerIsNotOpenedByAnInstanceThatTakesAnotherWay(String flag) {
        call(instances.find(params("")));
        call(instances.find(params("", flag, "true")));
        DarktraceInstance right = instances.find(params(""));
        instances.find(params("", flag, "true"));

        breakers.circuitBreaker(url() + " (" + flag + ")").transitionToOpenState();

        assertThat(breakerNames()).containsExactlyInAnyOrder(url(), url() + " (" + flag + ")");
        call(right);
        assertThatExceptionOfType(DarktraceException.class)
                .isThrownBy(() -> call(instances.find(params("", flag, "true"))));
    }

    private static void call(DarktraceInstance instance) {
        instance.api(StatusApi.class).status().block();
    }

    private List<String> breakerNames() {
        return breakers.getAllCircuitBreakers().stream()
                .map(CircuitBreaker::getName)
                .filter(name -> name.contains("127.0.0.1"))
                .toList();
    }

    private RequestInstances instances() {
        InstanceFactory factory = TestInstances.factory(Clock.systemUTC(), breakers);
        return new RequestInstances(
                new RequestInstances.Rules(List.of("127.0.0.1")),
                TestInstances.configured(factory, "main"),
                factory,
                VALIDATION.getValidator(),
                Clock.systemUTC(),
                Map.of());
    }

    private static String url() {
        return "http://127.0.0.1:" + APPLIANCE.port();
    }

    private static InstanceParameters params(String path) {
        return params(path, "isFetch", "false");
    }

    private static InstanceParameters params(String path, String name, String value) {
        Map<String, String> texts = new HashMap<>(
                Map.of("url", url() + path, "public_api_token", "public", "private_api_token", "private"));
        texts.put(name, value);
        Map<String, JsonNode> values = new HashMap<>();
        texts.forEach((key, text) ->
                values.put(key, JsonMapper.shared().getNodeFactory().stringNode(text)));
        return new InstanceParameters(values);
    }
}
