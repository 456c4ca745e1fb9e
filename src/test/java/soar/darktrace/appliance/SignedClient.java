package soar.darktrace.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A caller of the appliance that signs by itself. */
record SignedClient(SimulatedAppliance appliance, Instant now) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    private static final DateTimeFormatter SPACED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    SignedClient at(Instant other) {
        return new SignedClient(appliance, other);
    }

    HttpResponse<String> get(String request) throws IOException {
        return get(request, request);
    }

    HttpResponse<String> get(String request, String signed) throws IOException {
        return send(signed(request, signed).GET().build());
    }

    HttpResponse<String> post(String path, String body) throws IOException {
        return post(path, body, path + "?" + body);
    }

    HttpResponse<String> post(String request, String body, String signed) throws IOException {
        return send(signed(request, signed).POST(BodyPublishers.ofString(body)).build());
    }

    HttpRequest.Builder unsigned(String request) {
        return HttpRequest.newBuilder(URI.create(appliance.url() + request));
    }

    HttpRequest.Builder signed(String request, String signed) {
        return signed(request, signed, SPACED.format(now));
    }

    HttpRequest.Builder signed(String request, String signed, String date) {
        return unsigned(request)
                .header("DTAPI-Token", appliance.publicToken())
                .header("DTAPI-Date", date)
                .header("DTAPI-Signature", hmac(signed + "\n" + appliance.publicToken() + "\n" + date));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException {
        return send(request, BodyHandlers.ofString(UTF_8));
    }

    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> bodies) throws IOException {
        try {
            return CLIENT.send(request, bodies);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private String hmac(String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(appliance.privateToken().getBytes(UTF_8), "HmacSHA1"));
            return HexFormat.of().formatHex(mac.doFinal(message.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
