package soar.darktrace.client;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Certificates that are made while a test runs. */
final class Certificates {

    private Certificates() {}

    static X509Bundle authority(String name) throws Exception {
        return new CertificateBuilder()
                .subject("CN=" + name)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    /** A certificate of this machine. */
    static X509Bundle server(String name, X509Bundle authority) throws Exception {
        return new CertificateBuilder()
                .subject("CN=" + name)
                .addSanDnsName("localhost")
                .addSanIpAddress("127.0.0.1")
                .addExtendedKeyUsageServerAuth()
                .buildIssuedBy(authority);
    }

    static X509Bundle client(String name, X509Bundle authority) throws Exception {
        return new CertificateBuilder()
                .subject("CN=" + name)
                .addExtendedKeyUsageClientAuth()
                .buildIssuedBy(authority);
    }

    /** Presents a certificate, if there is one, and trusts an authority. */
    static SSLContext context(@Nullable X509Bundle own, X509Bundle trusted) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManager[] keys =
                own == null ? new KeyManager[0] : own.toKeyManagerFactory().getKeyManagers();
        context.init(keys, trusted.toTrustManagerFactory().getTrustManagers(), null);
        return context;
    }
}
