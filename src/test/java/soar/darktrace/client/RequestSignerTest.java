package soar.darktrace.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

/** The vectors are those of {@code darktrace-api.md} §1.6, recomputed from public clients. */
class RequestSignerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    /** The form that appliances take where there are both. */
    @Test
    void aBodyIsSignedInsteadOfAQuery() {
        RequestSigner signer = signer(QuerySigning.DECODED, "https://darktrace.example");

        assertThat(signer.request(URI.create("https://darktrace.example/antigena?a=b"), "{\"codeid\":42}"))
                .isEqualTo("/antigena?{\"codeid\":42}");
        assertThat(signer.request(URI.create("https://darktrace.example/tags?did=7&tag=a%20b"), ""))
                .isEqualTo("/tags?did=7&tag=a b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            /devices | 2025-01-15 12:30:00 | e3c82b28eb735735b9d288d6d2d63b14cba2e008
            /devices?aparam=aval&mparam=mval&zparam=zval | 2025-06-01 00:00:00 | 2f247e5248b933fccf527bebc479248613c320a4
            /modelbreaches/101/comments?{"message":"Test Comment","priority":"high"} | 2023-12-25 23:59:59 | b309669f63f10c0de47230144c623b6869ebfac3
            /status | 2026-01-02 03:04:05 | b2f4a277fdd58799d52dc5b8b5e56cb87fcc5c5d
            /modelbreaches?pbid=101 | 2026-01-02 03:04:05 | 4394abccca8a38d9c63c3b3b84c0d21da853d16d
            /modelbreaches?starttime=1767225600000&minscore=0.5&minimal=false | 2026-01-02 03:04:05 | d48f0427b332818a4c5980600fe468f20bca22e6
            /devicesearch?query=tag:"my tag" | 2026-01-02 03:04:05 | 4d291c5c94f8b62a4c9e12ce08f2c159ea3d11ed
            /devicesearch?query=tag%3A%22my%20tag%22 | 2026-01-02 03:04:05 | 2d2b8256ce02fadcdc2aecc67d0644777e96643a
            /modelbreaches?saasfilter=office365*&saasfilter=gsuite* | 2026-01-02 03:04:05 | 817984fc2a70a23b9abf68e3fdfe9587b5574463
            /modelbreaches/101/acknowledge?{"acknowledge":true} | 2026-01-02 03:04:05 | adc24c30ed1c4ef15028f41dc2862baec1f4c8b4
            /modelbreaches/101/acknowledge?acknowledge=true | 2026-01-02 03:04:05 | cec5478fc37a9781f7f0aac95817e4dadbf37f1b
            /modelbreaches/101/comments?{"message":"Test Comment"} | 2026-01-02 03:04:05 | 5fb502d1ba0785149770516c4911fc5a64a91dbf
            /modelbreaches/101/comments?{"message":"caf\\u00e9"} | 2026-01-02 03:04:05 | d3bb4ac511b60cfdd9eda547bd671bfbce762c74
            /aianalyst/acknowledge?uuid=11111111-2222-3333-4444-555555555555 | 2026-01-02 03:04:05 | a0f75a8bf4be5bbeabcc14aedf84f6a017293c51
            /tags/entities?did=7&tag=my+tag&duration=3600 | 2026-01-02 03:04:05 | f9d19f5772b96dc2942cb65acb0fc0b3d0e07145
            /antigena?{"codeid":42,"activate":true,"duration":3600,"reason":"SOAR"} | 2026-01-02 03:04:05 | c03698a2cb3bfebb659a695669751e27062dea1d
            /tags/entities?did=7&tag=x | 2026-01-02 03:04:05 | 91014960705ea388e93bde148ba25a9234ea151a
            """)
    void signsAsThePublicTestVectorsDo(String request, String date, String signature) {
        InstanceSettings settings = TestInstances.settings("https://darktrace.example");
        assertThat(RequestSigner.signature(new InstanceTokens("main", settings).get(), request, date))
                .isEqualTo(signature);
    }

    @Test
    void signsAQueryBeforePercentEncoding() {
        assertThat(signatureOf(
                        QuerySigning.DECODED,
                        "https://darktrace.example",
                        "/devicesearch?query=tag%3A%22my%20tag%22",
                        ""))
                .isEqualTo("4d291c5c94f8b62a4c9e12ce08f2c159ea3d11ed");
    }

    @Test
    void signsAQueryAsItStandsOnTheWireWhereTheInstanceSaysSo() {
        assertThat(signatureOf(
                        QuerySigning.AS_SENT,
                        "https://darktrace.example",
                        "/devicesearch?query=tag%3A%22my%20tag%22",
                        ""))
                .isEqualTo("2d2b8256ce02fadcdc2aecc67d0644777e96643a");
    }

    @Test
    void signsABodyBehindTheQuestionMark() {
        assertThat(signatureOf(
                        QuerySigning.DECODED,
                        "https://darktrace.example",
                        "/modelbreaches/101/acknowledge",
                        "acknowledge=true"))
                .isEqualTo("cec5478fc37a9781f7f0aac95817e4dadbf37f1b");
    }

    @Test
    void leavesThePathOfAReverseProxyUnsigned() {
        assertThat(signatureOf(QuerySigning.DECODED, "https://gateway.example/darktrace/", "/darktrace/status", ""))
                .isEqualTo("b2f4a277fdd58799d52dc5b8b5e56cb87fcc5c5d");
    }

    @Test
    void keepsAPlusInAQueryAPlus() {
        RequestSigner signer = signer(QuerySigning.DECODED, "https://darktrace.example");
        assertThat(signer.request(URI.create("https://darktrace.example/x?a=1%2B1+2"), ""))
                .isEqualTo("/x?a=1+1+2");
    }

    @Test
    void datesTheRequestInUtcWithASpace() {
        HttpHeaders headers = new HttpHeaders();
        signer(QuerySigning.DECODED, "https://darktrace.example")
                .sign(headers, URI.create("https://darktrace.example/status"), "");
        assertThat(headers.getFirst("DTAPI-Date")).isEqualTo("2026-01-02 03:04:05");
        assertThat(headers.getFirst("DTAPI-Token")).isEqualTo("test_public_token");
    }

    private static String signatureOf(QuerySigning signing, String url, String pathAndQuery, String body) {
        HttpHeaders headers = new HttpHeaders();
        URI uri = URI.create(url).resolve(pathAndQuery);
        signer(signing, url).sign(headers, uri, body);
        return String.valueOf(headers.getFirst("DTAPI-Signature"));
    }

    private static RequestSigner signer(QuerySigning signing, String url) {
        InstanceSettings settings = TestInstances.settings(url, "signing", signing.name());
        return new RequestSigner(settings, new InstanceTokens("main", settings), CLOCK);
    }
}
