package soar.darktrace.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** A small identity provider on this machine: it asks nobody for a password. */
public final class IdentityProvider implements AutoCloseable {

    static final String AUDIENCE = "darktrace-connector";
    static final String ACCESS_TOKEN = "opaque-access-token";
    static final String SECRET = "secret-of-the-connector";

    private final HttpServer server;
    private final RSAKey key = key("first");
    private final Map<String, MultiValueMap<String, String>> logins = new ConcurrentHashMap<>();
    private volatile List<String> roles = List.of("soc");
    private volatile boolean isDown;
    private volatile String lastToken = "";

    private IdentityProvider(HttpServer server) {
        this.server = server;
    }

    public static IdentityProvider start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            IdentityProvider provider = new IdentityProvider(server);
            server.createContext("/authorize", provider::authorize);
            server.createContext("/token", provider::token);
            server.createContext(
                    "/keys",
                    exchange -> provider.answer(exchange, 200, new JWKSet(provider.key.toPublicJWK()).toString()));
            server.start();
            return provider;
        } catch (IOException e) {
            throw new IllegalStateException("No port is free", e);
        }
    }

    /** The settings by which people log in here. */
    public void addLoginTo(DynamicPropertyRegistry properties) {
        String client = "spring.security.oauth2.client.registration.sso.";
        properties.add(client + "client-id", () -> AUDIENCE);
        properties.add(client + "client-secret", () -> SECRET);
        properties.add(client + "authorization-grant-type", () -> "authorization_code");
        properties.add(client + "redirect-uri", () -> "{baseUrl}/login/oauth2/code/{registrationId}");
        properties.add(client + "scope", () -> "openid");
        String there = "spring.security.oauth2.client.provider.sso.";
        properties.add(there + "authorization-uri", () -> url() + "/authorize");
        properties.add(there + "token-uri", () -> url() + "/token");
        properties.add(there + "jwk-set-uri", () -> url() + "/keys");
        properties.add(there + "user-name-attribute", () -> "sub");
    }

    /** That of the latest login. */
    String lastToken() {
        return lastToken;
    }

    /** From now on it answers to nothing that the connector asks for. */
    void fail(boolean failing) {
        isDown = failing;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Whoever logs in from now on has these. */
    public void give(String... given) {
        roles = List.of(given);
    }

    static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims of a token for the connector that is valid for an hour. */
    JWTClaimsSet.Builder claims(String subject, String... given) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(url())
                .subject(subject)
                .audience(AUDIENCE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                .claim("realm_access", Map.of("roles", List.of(given)));
    }

    String sign(JWTClaimsSet.Builder claims) {
        return sign(claims, key);
    }

    static String sign(JWTClaimsSet.Builder claims, RSAKey by) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()).build(), claims.build());
        try {
            token.sign(new RSASSASigner(by));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private void authorize(HttpExchange exchange) throws IOException {
        MultiValueMap<String, String> asked =
                parameters(exchange.getRequestURI().getRawQuery());
        String code = "code-" + logins.size();
        logins.put(code, asked);
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        asked.getFirst("redirect_uri") + "?code=" + code + "&state="
                                + URLEncoder.encode(Objects.requireNonNull(asked.getFirst("state")), UTF_8));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        MultiValueMap<String, String> sent =
                parameters(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        MultiValueMap<String, String> asked = logins.remove(String.valueOf(sent.getFirst("code")));
        String client = "Basic " + Base64.getEncoder().encodeToString((AUDIENCE + ":" + SECRET).getBytes(UTF_8));
        if (asked == null
                || !client.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || !challenge(String.valueOf(sent.getFirst("code_verifier")))
                        .equals(asked.getFirst("code_challenge"))) {
            answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
            return;
        }
        String id = sign(claims("alice", roles.toArray(String[]::new)).claim("nonce", asked.getFirst("nonce")));
        lastToken = id;
        answer(
                exchange,
                200,
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "access_token",
                                ACCESS_TOKEN,
                                "token_type",
                                "Bearer",
                                "expires_in",
                                300,
                                "id_token",
                                id)));
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MultiValueMap<String, String> parameters(String query) {
        MultiValueMap<String, String> encoded =
                UriComponentsBuilder.newInstance().query(query).build().getQueryParams();
        MultiValueMap<String, String> decoded = new LinkedMultiValueMap<>();
        encoded.forEach((name, values) -> values.forEach(value -> decoded.add(name, URLDecoder.decode(value, UTF_8))));
        return decoded;
    }

    private void answer(HttpExchange exchange, int status, String json) throws IOException {
        if (isDown) {
            exchange.close();
            return;
        }
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
