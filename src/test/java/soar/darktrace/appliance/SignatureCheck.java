package soar.darktrace.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Darktrace's check of the three request headers. */
final class SignatureCheck {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final Duration PERMITTED_SKEW = Duration.ofMinutes(30);
    private static final List<String> CREDENTIALS = List.of("dtapi-token", "dtapi-date", "dtapi-signature");

    private final String publicToken;
    private final String privateToken;
    private final Clock clock;
    private volatile QuerySigning accepted = QuerySigning.EITHER;

    SignatureCheck(String publicToken, String privateToken, Clock clock) {
        this.publicToken = publicToken;
        this.privateToken = privateToken;
        this.clock = clock;
    }

    void accept(QuerySigning form) {
        accepted = form;
    }

    /** The answer to a request that may not pass, or nothing. */
    Optional<Answer> refusal(ReceivedRequest request) {
        if (CREDENTIALS.stream().noneMatch(request.headers()::containsKey)) {
            return Optional.of(Answer.redirect("/login"));
        }
        String date = request.headers().get("dtapi-date");
        if (!publicToken.equals(request.headers().get("dtapi-token")) || date == null) {
            return signatureError(request);
        }
        if (!isNow(date)) {
            return Optional.of(Answer.apiError(request.path(), "API DATE ERROR"));
        }
        String signature = request.headers().get("dtapi-signature");
        boolean valid =
                signedForms(request).stream().anyMatch(form -> sign(form, date).equals(signature));
        return valid ? Optional.empty() : signatureError(request);
    }

    String sign(String request, String date) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(privateToken.getBytes(UTF_8), "HmacSHA1"));
            String message = request + "\n" + publicToken + "\n" + date;
            return HexFormat.of().formatHex(mac.doFinal(message.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Answer> signatureError(ReceivedRequest request) {
        return Optional.of(Answer.apiError(request.path(), "API SIGNATURE ERROR"));
    }

    private Set<String> signedForms(ReceivedRequest request) {
        if (request.carriesItsArgumentsInTheBody()) {
            // Appliances disagree about a query next to a body: no signature is right for it here.
            return request.hasQuery() ? Set.of() : Set.of(signedWithBody(request));
        }
        String decoded = request.hasQuery() ? request.path() + "?" + decoded(request.query()) : request.path();
        return switch (accepted) {
            case DECODED -> Set.of(decoded);
            case AS_SENT -> Set.of(request.url());
            case EITHER -> decoded.equals(request.url()) ? Set.of(decoded) : Set.of(decoded, request.url());
        };
    }

    private static String signedWithBody(ReceivedRequest request) {
        return request.body().isEmpty() ? request.path() : request.path() + "?" + request.body();
    }

    private static String decoded(String query) {
        return URLDecoder.decode(query, UTF_8);
    }

    private boolean isNow(String date) {
        try {
            Instant sent = LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC);
            Duration skew = Duration.between(sent, clock.instant()).abs();
            return skew.compareTo(PERMITTED_SKEW) <= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
