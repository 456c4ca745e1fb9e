package soar.darktrace.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import soar.darktrace.network.Secret;

/** An appliance that wants a client certificate, and whose certificate, trust and token change while it runs. */
final class TlsAppliance implements AutoCloseable {

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> clients = new CopyOnWriteArrayList<>();
    private volatile TokenPair accepted;
    private volatile SSLContext current;
    private volatile @Nullable CountDownLatch gate;
    private volatile CountDownLatch arrived = new CountDownLatch(1);

    TlsAppliance(TokenPair accepted, X509Bundle certificate, X509Bundle clientAuthority) throws Exception {
        this.accepted = accepted;
        this.current = Certificates.context(certificate, clientAuthority);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.setHttpsConfigurator(new HttpsConfigurator(new CurrentContext()) {
            @Override
            public void configure(HttpsParameters connection) {
                SSLParameters parameters = new SSLParameters();
                parameters.setNeedClientAuth(true);
                connection.setSSLParameters(parameters);
            }
        });
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    void start() {
        server.start();
    }

    /** New connections get this certificate, and must bring one of that authority. */
    void present(X509Bundle certificate, X509Bundle clientAuthority) throws Exception {
        current = Certificates.context(certificate, clientAuthority);
    }

    void accept(TokenPair tokens) {
        accepted = tokens;
    }

    /** The next request is held from now on; returns what lets it go. */
    CountDownLatch hold() {
        CountDownLatch held = new CountDownLatch(1);
        arrived = new CountDownLatch(1);
        gate = held;
        return held;
    }

    void awaitRequest() throws InterruptedException {
        arrived.await();
    }

    /** The subject of the certificate of each request, in their order. */
    List<String> clients() {
        return clients;
    }

    private void answer(HttpExchange exchange) throws IOException {
        clients.add(
                ((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName());
        TokenPair signedWith = accepted;
        CountDownLatch held = gate;
        gate = null;
        if (held != null) {
            arrived.countDown();
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        boolean isSigned = isSignedWith(signedWith, exchange);
        byte[] body = (isSigned ? "{}" : "{\"status\":\"API SIGNATURE ERROR\"}").getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(isSigned ? 200 : 400, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static boolean isSignedWith(TokenPair tokens, HttpExchange request) {
        String date = request.getRequestHeaders().getFirst("DTAPI-Date");
        return tokens.publicToken().equals(request.getRequestHeaders().getFirst("DTAPI-Token"))
                && RequestSigner.signature(tokens, request.getRequestURI().getPath(), date)
                        .equals(request.getRequestHeaders().getFirst("DTAPI-Signature"));
    }

    static TokenPair tokens(String publicToken, String privateToken) {
        return new TokenPair(new Secret(publicToken), new Secret(privateToken));
    }

    /** The server takes one context for all of its life. */
    private final class CurrentContext extends SSLContext {
        CurrentContext() {
            super(new CurrentEngines(), current.getProvider(), current.getProtocol());
        }
    }

    private final class CurrentEngines extends SSLContextSpi {

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trusted, SecureRandom random) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return current.getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return current.getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return current.createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return current.createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return current.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return current.getClientSessionContext();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
