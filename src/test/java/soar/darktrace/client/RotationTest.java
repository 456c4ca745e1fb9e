package soar.darktrace.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import soar.darktrace.DarktraceConnectorApplication;
import soar.darktrace.RawConnection;
import soar.darktrace.RawConnection.Answer;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.network.Secret;
import tools.jackson.databind.JsonNode;

/** A connector that is never restarted, while its certificates, those of an appliance, and a token are exchanged. */
@ExtendWith(OutputCaptureExtension.class)
class RotationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PROBE = "GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static final String WHO = "GET /api/v1/caller HTTP/1.1\r\nHost: localhost\r\n\r\n";

    interface Api {
        @GetExchange("/status")
        Mono<JsonNode> status();
    }

    @TempDir
    static Path directory;

    private static X509Bundle callers;
    private static X509Bundle authority;
    private static MountedSecrets ofServer;
    private static MountedSecrets ofInstance;
    private static MountedSecrets tokens;
    private static TlsAppliance appliance;
    private static ConfigurableApplicationContext connector;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        callers = Certificates.authority("callers");
        authority = Certificates.authority("first authority");
        ofServer = new MountedSecrets(directory.resolve("server"));
        ofInstance = new MountedSecrets(directory.resolve("instance"));
        tokens = new MountedSecrets(directory.resolve("tokens"));
        mountServer(Certificates.server("connector 1", authority));
        mountInstance(authority, Certificates.client("client 1", callers));
        mountTokens("public-1", "private-1");
        appliance = new TlsAppliance(
                TlsAppliance.tokens("public-1", "private-1"), Certificates.server("appliance 1", authority), callers);
        appliance.start();
        connector = new SpringApplicationBuilder(DarktraceConnectorApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=jdbc:h2:mem:rotation;DB_CLOSE_DELAY=-1",
                        "--spring.ssl.bundle.watch.file.quiet-period=50ms",
                        "--spring.ssl.bundle.pem.connector.reload-on-update=true",
                        "--spring.ssl.bundle.pem.connector.keystore.certificate=" + ofServer.file("tls.crt"),
                        "--spring.ssl.bundle.pem.connector.keystore.private-key=" + ofServer.file("tls.key"),
                        "--spring.ssl.bundle.pem.connector.keystore.verify-keys=true",
                        "--spring.ssl.bundle.pem.connector.truststore.certificate=" + ofServer.file("ca.crt"),
                        "--server.ssl.bundle=connector",
                        "--server.ssl.client-auth=need",
                        "--connector.client-certificates.xsoar.subject=CN=soar",
                        "--connector.client-certificates.xsoar.roles=read",
                        "--spring.ssl.bundle.pem.appliance.reload-on-update=true",
                        "--spring.ssl.bundle.pem.appliance.keystore.certificate=" + ofInstance.file("tls.crt"),
                        "--spring.ssl.bundle.pem.appliance.keystore.private-key=" + ofInstance.file("tls.key"),
                        "--spring.ssl.bundle.pem.appliance.truststore.certificate=" + ofInstance.file("ca.crt"),
                        "--darktrace.instances.main.url=" + appliance.url(),
                        "--darktrace.instances.main.ssl-bundle=appliance",
                        "--darktrace.instances.main.public-api-token-file=" + tokens.file("public"),
                        "--darktrace.instances.main.private-api-token-file=" + tokens.file("private"),
                        "--darktrace.instances.main.limits.read-backoff=10ms");
        port = Integer.parseInt(String.valueOf(connector.getEnvironment().getProperty("local.server.port")));
    }

    @AfterAll
    static void stop() {
        connector.close();
        appliance.close();
    }

    @BeforeEach
    void beginWithTheFirstToken() throws Exception {
        mountTokens("public-1", "private-1");
        appliance.accept(TlsAppliance.tokens("public-1", "private-1"));
        look();
    }

    @Test
    void aCallerWithoutACertificateOfTheAuthorityIsRefused() throws Exception {
        assertThat(probe(connection(Certificates.client("soar", callers))).status())
                .isEqualTo(200);
        X509Bundle others = Certificates.authority("others");
        assertThatThrownBy(() -> probe(connection(Certificates.client("soar", others))))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> probe(connection(null))).isInstanceOf(IOException.class);
    }

    @Test
    void whoHasACertificateIsTheCallerOfItsSubject() throws Exception {
        Answer known = answer(connection(Certificates.client("soar", callers)), WHO);
        Answer unknown = answer(connection(Certificates.client("stranger", callers)), WHO);

        assertThat(known.status()).isEqualTo(200);
        assertThat(known.json().path("id").asString()).isEqualTo("xsoar");
        assertThat(known.json().path("roles").path(0).asString()).isEqualTo("read");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.json().path("code").asString()).isEqualTo("unauthenticated");
    }

    @Test
    void plainHttpIsToldToSpeakTls() throws Exception {
        Answer answer = RawConnection.answerTo(port, PROBE);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("detail").asString()).contains("https://");
    }

    @Test
    void aNewCertificateIsForNewConnectionsAndOpenOnesGoOn() throws Exception {
        X509Bundle client = Certificates.client("soar", callers);
        SSLSocket open = connection(client);
        RawConnection kept = new RawConnection(open);
        assertThat(probe(kept).status()).isEqualTo(200);
        String before = subject(open);

        for (String name : new String[] {"connector 2", "connector 3"}) {
            mountServer(Certificates.server(name, authority));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(subject(connection(client))).isEqualTo("CN=" + name));
            assertThat(probe(connection(client)).status()).isEqualTo(200);
            assertThat(probe(kept).status()).isEqualTo(200);
            assertThat(subject(open)).isEqualTo(before);
        }
    }

    @Test
    void aCertificateThatDoesNotFitItsKeyLeavesTheOldOneInUse(CapturedOutput output) throws Exception {
        X509Bundle client = Certificates.client("soar", callers);
        String before = subject(connection(client));
        X509Bundle certificate = Certificates.server("unfit", authority);
        ofServer.mount(Map.of(
                "tls.crt", certificate.getCertificatePathPEM(),
                "tls.key", Certificates.server("another", authority).getPrivateKeyPEM(),
                "ca.crt", callers.getCertificatePEM()));

        await().atMost(PATIENCE).until(() -> output.getAll().contains("Unexpected SSL reload error"));
        assertThat(subject(connection(client))).isEqualTo(before);
    }

    @Test
    void anInstanceGetsANewAuthorityAndANewClientCertificate() throws Exception {
        assertThat(status()).isNotNull();
        X509Bundle nextAuthority = Certificates.authority("next authority");
        X509Bundle nextClients = Certificates.authority("next clients");
        CountDownLatch held = appliance.hold();
        CompletableFuture<JsonNode> underWay = api().status().toFuture();
        appliance.awaitRequest();
        appliance.present(Certificates.server("appliance 2", nextAuthority), nextClients);

        mountInstance(nextAuthority, Certificates.client("client 2", nextClients));

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            assertThat(status()).isNotNull();
            assertThat(appliance.clients().get(appliance.clients().size() - 1)).isEqualTo("CN=client 2");
        });
        held.countDown();
        assertThat(underWay.get()).isNotNull();
    }

    @Test
    void aNewTokenIsForNewCallsAndThoseUnderWayAreUnharmed() throws Exception {
        CountDownLatch held = appliance.hold();
        CompletableFuture<JsonNode> underWay = api().status().toFuture();
        appliance.awaitRequest();

        mountTokens("public-2", "private-2");
        appliance.accept(TlsAppliance.tokens("public-2", "private-2"));
        look();

        assertThat(status()).isNotNull();
        held.countDown();
        assertThat(underWay.get()).isNotNull();
    }

    @Test
    void aReadThatWasRefusedForItsOldTokenIsSentAgainWithTheNewOne() throws Exception {
        appliance.accept(TlsAppliance.tokens("public-2", "private-2"));
        CountDownLatch held = appliance.hold();
        CompletableFuture<JsonNode> underWay = api().status().toFuture();
        appliance.awaitRequest();
        mountTokens("public-2", "private-2");
        look();

        held.countDown();

        assertThat(underWay.get()).isNotNull();
        appliance.accept(TlsAppliance.tokens("public-3", "private-3"));
        assertThatThrownBy(() -> api().status().block())
                .isInstanceOfSatisfying(
                        DarktraceException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(Kind.SIGNATURE));
    }

    @Test
    void oneNewHalfWaitsForTheOther() throws Exception {
        mountTokens("public-2", "private-1");
        look();
        assertThat(status()).isNotNull();
        mountTokens("public-2", "private-2");
        appliance.accept(TlsAppliance.tokens("public-2", "private-2"));
        look();
        assertThat(status()).isNotNull();

        mountTokens("public-2", "private-3");
        appliance.accept(TlsAppliance.tokens("public-2", "private-3"));
        look();
        look();
        assertThat(status()).isNotNull();
    }

    @Test
    void theFilesAreLookedAtEveryTenSeconds(@TempDir Path files) throws Exception {
        Path file = Files.writeString(files.resolve("public"), "public-1");
        InstanceSettings settings = new InstanceSettings(
                "https://a.example",
                null,
                new Secret("private"),
                file.toString(),
                null,
                false,
                null,
                false,
                0,
                50,
                "1 day",
                false,
                Reliability.C_FAIRLY_RELIABLE,
                QuerySigning.DECODED,
                TestInstances.settings("https://a.example").email(),
                TestInstances.settings("https://a.example").limits());
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        TokenRotation rotation = new TokenRotation(new SimpleMeterRegistry(), time);
        InstanceTokens watched = rotation.watch("main", settings);

        for (String next : new String[] {"public-2", "public-3"}) {
            Files.writeString(file, next);
            time.advanceTimeBy(Duration.ofSeconds(10));
            assertThat(watched.get().publicToken()).isEqualTo(next);
        }

        rotation.destroy();
        Files.writeString(file, "public-4");
        time.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(watched.get().publicToken()).isEqualTo("public-3");
    }

    @Test
    void anEmptyFileLeavesTheOldTokenInUseAndRaisesAnAlarm(CapturedOutput output) throws Exception {
        mountTokens("public-2", " \n");
        look();

        assertThat(status()).isNotNull();
        assertThat(unreadable()).isEqualTo(1);
        assertThat(health().getDetails().get("tokenFiles")).asString().contains("is empty");
        assertThat(output).contains("Instance main cannot take a new API token").doesNotContain("public-2");

        Files.delete(tokens.file("private").toRealPath());
        look();
        assertThat(status()).isNotNull();
        assertThat(health().getDetails().get("tokenFiles")).asString().contains("cannot be read");

        mountTokens("public-1", "private-1");
        look();
        assertThat(unreadable()).isZero();
        assertThat(health().getDetails()).doesNotContainKey("tokenFiles");
    }

    private static void mountServer(X509Bundle certificate) throws IOException {
        ofServer.mount(Map.of(
                "tls.crt", certificate.getCertificatePathPEM(),
                "tls.key", certificate.getPrivateKeyPEM(),
                "ca.crt", callers.getCertificatePEM()));
    }

    private static void mountInstance(X509Bundle trusted, X509Bundle certificate) throws IOException {
        ofInstance.mount(Map.of(
                "tls.crt", certificate.getCertificatePathPEM(),
                "tls.key", certificate.getPrivateKeyPEM(),
                "ca.crt", trusted.getCertificatePEM()));
    }

    private static void mountTokens(String publicToken, String privateToken) throws IOException {
        tokens.mount(Map.of("public", publicToken + "\n", "private", privateToken + "\n"));
    }

    private static void look() {
        connector.getBean(TokenRotation.class).look();
    }

    private static Api api() {
        return connector
                .getBean(DarktraceInstances.class)
                .find("main")
                .orElseThrow()
                .api(Api.class);
    }

    private static @Nullable JsonNode status() {
        return api().status().block();
    }

    private static double unreadable() {
        return connector
                .getBean(MeterRegistry.class)
                .get("darktrace.client.token.files.unreadable")
                .tag("instance", "main")
                .gauge()
                .value();
    }

    private static Health health() {
        return InstanceHealth.health(
                connector.getBean(DarktraceInstances.class).find("main").orElseThrow());
    }

    private static SSLSocket connection(@Nullable X509Bundle certificate) throws Exception {
        SSLSocket socket = (SSLSocket)
                Certificates.context(certificate, authority).getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.startHandshake();
        return socket;
    }

    private static String subject(SSLSocket connection) throws IOException {
        return ((X509Certificate) connection.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    private static Answer probe(SSLSocket connection) throws IOException {
        return answer(connection, PROBE);
    }

    private static Answer answer(SSLSocket connection, String request) throws IOException {
        try (RawConnection raw = new RawConnection(connection)) {
            return answer(raw, request);
        }
    }

    private static Answer probe(RawConnection connection) throws IOException {
        return answer(connection, PROBE);
    }

    private static Answer answer(RawConnection connection, String request) throws IOException {
        connection.send(request.getBytes(US_ASCII));
        return connection.answer(false);
    }
}
