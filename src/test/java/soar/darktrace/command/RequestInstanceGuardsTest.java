package soar.darktrace.command;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.badRequest;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
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
import java.util.Set;
import java.util.stream.Collectors;
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
import org.springframework.web.service.annotation.PostExchange;
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

        @PostExchange("/status")
        Mono<JsonNode> change();
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
    void metricsCallAnInstanceByTheEntryThatAllowsItsHost() {
        assertThat(instances.find(params("/one")).metricLabel()).isEqualTo("127.0.0.*");
        assertThat(instances.find(params("/one")).name()).isEqualTo(url() + "/one");
    }

    @Test
    void howManyAddressesThereAreThereIsOneLabelAndNothingInTheRegistry() {
        Set<String> labels = IntStream.range(0, 300)
                .mapToObj(i -> instances.find(params("/" + i)).metricLabel())
                .collect(Collectors.toSet());

        assertThat(labels).containsExactly("127.0.0.*");
        assertThat(breakers.getAllCircuitBreakers())
                .extracting(CircuitBreaker::getName)
                .containsExactly("main");
    }

    @Test
    void instancesOfTheSameAddressShareTheirBreakerAndWhyItIsOpen() {
        DarktraceInstance other = instances.find(params("", "min_score", "10"));
        openBreaker(instances.find(params("")));

        assertThatExceptionOfType(DarktraceException.class)
                .isThrownBy(() -> call(other))
                .withMessageStartingWith("Darktrace failed so often")
                .withMessageContaining("HTTP 503");
    }

    @Test
    void anotherAddressHasABreakerOfItsOwn() {
        openBreaker(instances.find(params("/one")));

        call(instances.find(params("/two")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"insecure", "proxy"})
    void aBreakerIsNotOpenedByAnInstanceThatTakesAnotherWay(String flag) {
        DarktraceInstance otherWay = instances.find(params("", flag, "true"));
        openBreaker(otherWay);

        call(instances.find(params("")));
        assertThatExceptionOfType(DarktraceException.class).isThrownBy(() -> call(otherWay));
    }

    @Test
    void aWrongTokenDoesNotOpenTheBreakerOfTheRightOne() {
        APPLIANCE.stubFor(any(anyUrl())
                .withHeader("DTAPI-Token", equalTo("wrong"))
                .willReturn(badRequest().withBody("API SIGNATURE ERROR")));
        DarktraceInstance wrong = instances.find(params("", "public_api_token", "wrong"));

        for (int i = 0; i < 15; i++) {
            assertThatExceptionOfType(DarktraceException.class)
                    .isThrownBy(() -> call(wrong))
                    .withMessageContaining("signature");
        }

        call(instances.find(params("")));
    }

    /** By changes, which are sent once each. */
    private static void openBreaker(DarktraceInstance instance) {
        APPLIANCE.stubFor(post(anyUrl()).willReturn(serviceUnavailable()));
        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(DarktraceException.class)
                    .isThrownBy(() -> instance.api(StatusApi.class).change().block());
        }
    }

    private static void call(DarktraceInstance instance) {
        instance.api(StatusApi.class).status().block();
    }

    private RequestInstances instances() {
        InstanceFactory factory = TestInstances.factory(Clock.systemUTC(), breakers);
        return new RequestInstances(
                new RequestInstances.Rules(List.of("*.example", "127.0.0.*")),
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
