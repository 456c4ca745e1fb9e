package soar.darktrace.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureCheckTest {

    private static final String DATE = "2026-01-02 03:04:05";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            2025-01-15 12:30:00 | GET  | /devices | | e3c82b28eb735735b9d288d6d2d63b14cba2e008
            2025-06-01 00:00:00 | GET  | /devices?aparam=aval&mparam=mval&zparam=zval | | 2f247e5248b933fccf527bebc479248613c320a4
            2023-12-25 23:59:59 | POST | /modelbreaches/101/comments | {"message":"Test Comment","priority":"high"} | b309669f63f10c0de47230144c623b6869ebfac3
            2026-01-02 03:04:05 | GET  | /status | | b2f4a277fdd58799d52dc5b8b5e56cb87fcc5c5d
            2026-01-02 03:04:05 | GET  | /modelbreaches?pbid=101 | | 4394abccca8a38d9c63c3b3b84c0d21da853d16d
            2026-01-02 03:04:05 | GET  | /modelbreaches?starttime=1767225600000&minscore=0.5&minimal=false | | d48f0427b332818a4c5980600fe468f20bca22e6
            2026-01-02 03:04:05 | GET  | /devicesearch?query=tag%3A%22my%20tag%22 | | 4d291c5c94f8b62a4c9e12ce08f2c159ea3d11ed
            2026-01-02 03:04:05 | GET  | /devicesearch?query=tag%3A%22my%20tag%22 | | 2d2b8256ce02fadcdc2aecc67d0644777e96643a
            2026-01-02 03:04:05 | GET  | /modelbreaches?saasfilter=office365*&saasfilter=gsuite* | | 817984fc2a70a23b9abf68e3fdfe9587b5574463
            2026-01-02 03:04:05 | POST | /modelbreaches/101/acknowledge | {"acknowledge":true} | adc24c30ed1c4ef15028f41dc2862baec1f4c8b4
            2026-01-02 03:04:05 | POST | /modelbreaches/101/acknowledge | acknowledge=true | cec5478fc37a9781f7f0aac95817e4dadbf37f1b
            2026-01-02 03:04:05 | POST | /modelbreaches/101/comments | {"message":"Test Comment"} | 5fb502d1ba0785149770516c4911fc5a64a91dbf
            2026-01-02 03:04:05 | POST | /modelbreaches/101/comments | {"message":"caf\\u00e9"} | d3bb4ac511b60cfdd9eda547bd671bfbce762c74
            2026-01-02 03:04:05 | POST | /aianalyst/acknowledge | uuid=11111111-2222-3333-4444-555555555555 | a0f75a8bf4be5bbeabcc14aedf84f6a017293c51
            2026-01-02 03:04:05 | POST | /tags/entities | did=7&tag=my+tag&duration=3600 | f9d19f5772b96dc2942cb65acb0fc0b3d0e07145
            2026-01-02 03:04:05 | POST | /antigena | {"codeid":42,"activate":true,"duration":3600,"reason":"SOAR"} | c03698a2cb3bfebb659a695669751e27062dea1d
            2026-01-02 03:04:05 | DELETE | /tags/entities?did=7&tag=x | | 91014960705ea388e93bde148ba25a9234ea151a
            """)
    void publishedSignaturesPass(String date, String method, String url, @Nullable String body, String signature) {
        assertThat(refusal(date, method, url, body == null ? "" : body, signature))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DECODED, 4d291c5c94f8b62a4c9e12ce08f2c159ea3d11ed, 2d2b8256ce02fadcdc2aecc67d0644777e96643a",
        "AS_SENT, 2d2b8256ce02fadcdc2aecc67d0644777e96643a, 4d291c5c94f8b62a4c9e12ce08f2c159ea3d11ed"
    })
    void aNarrowedApplianceAcceptsOneFormOfAQueryOnly(QuerySigning form, String accepted, String refused) {
        SignatureCheck check = check(DATE);
        check.accept(form);
        String url = "/devicesearch?query=tag%3A%22my%20tag%22";

        assertThat(check.refusal(request(DATE, "GET", url, "", accepted))).isEmpty();
        assertThat(check.refusal(request(DATE, "GET", url, "", refused))).isPresent();
    }

    @Test
    void signaturesAreLowerCase() {
        assertThat(refusal(DATE, "GET", "/status", "", "B2F4A277FDD58799D52DC5B8B5E56CB87FCC5C5D"))
                .isPresent();
    }

    @Test
    void theMethodIsNotSignedButTheBodyIs() {
        String ofGet = "b2f4a277fdd58799d52dc5b8b5e56cb87fcc5c5d";

        assertThat(refusal(DATE, "DELETE", "/status", "", ofGet)).isEmpty();
        assertThat(refusal(DATE, "POST", "/status", "{}", ofGet)).isPresent();
    }

    private static Optional<Answer> refusal(String date, String method, String url, String body, String signature) {
        return check(date).refusal(request(date, method, url, body, signature));
    }

    private static SignatureCheck check(String date) {
        Instant now = LocalDateTime.parse(date, DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss"))
                .toInstant(ZoneOffset.UTC);
        return new SignatureCheck("test_public_token", "test_private_token", Clock.fixed(now, ZoneOffset.UTC));
    }

    private static ReceivedRequest request(String date, String method, String url, String body, String signature) {
        Map<String, String> headers =
                Map.of("dtapi-token", "test_public_token", "dtapi-date", date, "dtapi-signature", signature);
        return new ReceivedRequest(method, url, headers, body);
    }
}
