package soar.darktrace.client;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Mono;
import soar.darktrace.DarktraceConnectorApplication;
import tools.jackson.databind.JsonNode;

/** An appliance with a certificate of its own, configured with Spring's own properties as in the README. */
class PrivateAuthorityTest {

    private static final String PASSWORD = "changeit";

    interface Api {
        @GetExchange("/status")
        Mono<JsonNode> status();
    }

    @Test
    void isTrustedThroughAnSslBundle(@TempDir Path directory) throws Exception {
        Path keys = directory.resolve("keys.p12");
        Path certificate = directory.resolve("appliance.pem");
        keytool(
                keys,
                "-genkeypair",
                "-alias",
                "appliance",
                "-keyalg",
                "EC",
                "-dname",
                "CN=appliance",
                "-ext",
                "san=dns:localhost");
        keytool(keys, "-exportcert", "-alias", "appliance", "-rfc", "-file", certificate.toString());
        WireMockServer appliance = new WireMockServer(wireMockConfig()
                .dynamicHttpsPort()
                .httpDisabled(true)
                .keystorePath(keys.toString())
                .keystoreType("PKCS12")
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD));
        appliance.start();
        appliance.stubFor(get("/status").willReturn(okJson("{}")));

        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(DarktraceConnectorApplication.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.ssl.bundle.pem.appliance.truststore.certificate=file:" + certificate,
                        "--spring.http.clients.ssl.bundle=appliance",
                        "--darktrace.instances.main.url=https://localhost:" + appliance.httpsPort(),
                        "--darktrace.instances.main.public-api-token=abc",
                        "--darktrace.instances.main.private-api-token=def")) {
            DarktraceInstance instance =
                    context.getBean(DarktraceInstances.class).find("main").orElseThrow();

            assertThat(instance.api(Api.class).status().block()).isNotNull();
        } finally {
            appliance.stop();
        }
    }

    private static void keytool(Path keys, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", keys.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
