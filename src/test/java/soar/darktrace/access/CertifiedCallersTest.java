package soar.darktrace.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Which caller a certificate has: by its whole subject, however that is written, or by its common name. */
class CertifiedCallersTest {

    @TempDir
    static Path directory;

    private static X509Certificate certificate;

    @BeforeAll
    static void certify() throws Exception {
        Path keys = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "soar",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=soar, OU=Example \\, Team, O=Example",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        certificate = certificate(keys);
    }

    private static X509Certificate certificate(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, "changeit".toCharArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return (X509Certificate) store.getCertificate("soar");
    }

    @Test
    void aWholeSubjectIsComparedAsNamesAreAndNotAsText() {
        CertifiedCallers callers = callers("cn=SOAR,ou=\"example , team\",o=Example", "read,respond");

        assertThat(callers.of(certificate, "10.1.2.3"))
                .contains(new Caller("xsoar", "10.1.2.3", Set.of(Role.READ, Role.RESPOND), List.of("*"), List.of("*")));
    }

    @Test
    void aCommonNameIsComparedToTheLetter() {
        assertThat(callers("soar", "read").of(certificate, null)).isPresent();
        assertThat(callers("Soar", "read").of(certificate, null)).isEmpty();
        assertThat(callers("Example", "read").of(certificate, null)).isEmpty();
    }

    @Test
    void aPartOfASubjectIsNobody() {
        assertThat(callers("CN=soar", "read").of(certificate, null)).isEmpty();
        assertThat(callers("CN=soar,O=Example", "read").of(certificate, null)).isEmpty();
    }

    private static CertifiedCallers callers(String subject, String roles) {
        String prefix = "connector.client-certificates.xsoar.";
        return new CertifiedCallers(new Binder(new MapConfigurationPropertySource(
                        Map.of(prefix + "subject", subject, prefix + "roles", roles)))
                .bindOrCreate("connector", CertifiedCallers.Settings.class));
    }
}
